"""The head and foot that every public page has, for the rooms that write only what stands between."""

from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web
from markupsafe import Markup


@dataclass(frozen=True)
class Shell:
    """Makes a public page of a heading and its HTML."""

    page: Callable[[str, Markup], web.Response]


SHELL = web.AppKey("shell", Shell)
