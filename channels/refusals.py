"""Refuses a request, with a code that any client can read."""

from aiohttp import web

from bot.outcome import Outcome
from bot.turn import Turn

BUSY_SECONDS = 2


def closed(response: web.Response) -> web.Response:
    """What was refused before its body was read may go on sending it: the connection ends."""
    response.force_close()
    return response


def retry_after(turn: Turn) -> dict[str, str]:
    """Return the header that says when to send a message again that came too soon; empty elsewhere: each 503 has its own (web.unavailable)."""
    wait = BUSY_SECONDS if turn.outcome is Outcome.BUSY else None
    if turn.outcome is Outcome.TOO_MANY and turn.allowance:
        wait = turn.allowance.reset
    return {"Retry-After": str(wait)} if wait else {}


def refusal(status: int, code: str, headers: dict[str, str] | None = None) -> web.Response:
    """Return a refusal any client can read: a code, never a sentence."""
    return web.json_response({"error": code}, status=status, headers=headers)
