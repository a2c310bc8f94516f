"""Refuses a request, with a code that any client can read."""

from aiohttp import web

from bot.outcome import Outcome
from bot.turn import Turn

WAITS = {Outcome.BUSY: 2, Outcome.STORE_DOWN: 10}
"""The seconds after which a message that was not taken may be sent again; too many tell their own."""


def closed(response: web.Response) -> web.Response:
    """What was refused before its body was read may go on sending it: the connection ends."""
    response.force_close()
    return response


def retry_after(turn: Turn) -> dict[str, str]:
    """Return the header that says when a message that was not taken may be sent again; empty where it was."""
    wait = WAITS.get(turn.outcome)
    if turn.outcome is Outcome.TOO_MANY and turn.allowance:
        wait = turn.allowance.reset
    return {"Retry-After": str(wait)} if wait else {}


def refusal(status: int, code: str, headers: dict[str, str] | None = None) -> web.Response:
    """Return a refusal any client can read: a code, never a sentence."""
    return web.json_response({"error": code}, status=status, headers=headers)
