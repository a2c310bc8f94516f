"""Refuses a request, with a code that any client can read."""

from aiohttp import web


def closed(response: web.Response) -> web.Response:
    """What was refused before its body was read may go on sending it: the connection ends."""
    response.force_close()
    return response


def refusal(status: int, code: str, headers: dict[str, str] | None = None) -> web.Response:
    """Return a refusal any client can read: a code, never a sentence."""
    return web.json_response({"error": code}, status=status, headers=headers)
