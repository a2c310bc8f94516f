"""The head and foot that every public page has, for the rooms that write only what stands between."""

from collections.abc import Callable

from aiohttp import web
from markupsafe import Markup

Shell = Callable[[str, Markup], web.Response]
"""Makes a public page of a heading and its HTML."""
SHELL = web.AppKey("shell", Callable[[str, Markup], web.Response])
