"""Reads the JSON a browser sends, field by field, and says which one is wrong."""

import json
from typing import Any

from aiohttp import web

from web.asked import storable


class BadBody(ValueError):
    """The body is not what was expected; `str()` names the field."""


async def read(request: web.Request) -> dict[str, Any]:
    """Return the JSON object of a request. Raises BadBody."""
    try:
        body = json.loads(await request.text())
    except (ValueError, LookupError, RecursionError) as error:
        raise BadBody("json") from error
    if not isinstance(body, dict):
        raise BadBody("json")
    return body


def text(body: dict[str, Any], name: str, *, longest: int, required: bool = True) -> str | None:
    """Return a text field without NUL; absent or null is None where it is not required. Raises BadBody."""
    value = body.get(name)
    if value is None and not required:
        return None
    if not isinstance(value, str) or len(value) > longest or not storable(value) or (required and not value):
        raise BadBody(name)
    return value


def whole(body: dict[str, Any], name: str, *, least: int, most: int) -> int:
    """Return an integer field within bounds. Raises BadBody."""
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadBody(name)
    return value
