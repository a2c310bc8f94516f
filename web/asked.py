"""What a request asks, read so that a mangled one is refused and is no fault of the server: forms, numbers, tokens."""

import asyncio
import hmac
import zlib
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.client_exceptions import ClientError
from aiohttp.http_exceptions import HttpProcessingError

if TYPE_CHECKING:
    from multidict import MultiDictProxy

BODY_SECONDS = 15.0
FILE_SECONDS = 60.0
LARGEST_NUMBER = 2**31 - 1
"""What every database keeps in an integer column."""
MANGLED = (
    ValueError,
    LookupError,
    AssertionError,
    RuntimeError,
    EOFError,
    zlib.error,
    ClientError,
    HttpProcessingError,
)


async def form(request: web.Request, *, largest: int = 0) -> "MultiDictProxy[Any]":
    """Return the form of a request; one that cannot be read is 400, one that never comes 408, one too large 413.

    `largest` is the bytes a form with a file may have; 0 for what the application takes.
    """
    asked_ = request.clone(client_max_size=largest) if largest else request
    try:
        async with asyncio.timeout(FILE_SECONDS if largest else BODY_SECONDS):
            given = await asked_.post()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    except MANGLED as error:
        raise web.HTTPBadRequest from error
    if not all(storable(value) for each in given.items() for value in each if isinstance(value, str)):
        raise web.HTTPBadRequest
    return given


async def received(request: web.Request, *, largest: int = 0) -> bytes:
    """Return the whole body, which must come in time (408) and be no larger than `largest`, or than the application takes."""
    sized = request.clone(client_max_size=largest) if largest else request
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await sized.read()
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    except (ClientError, HttpProcessingError) as error:
        raise web.HTTPBadRequest from error


def coded(request: web.Request) -> bool:
    """Tell whether a body is compressed: a small one may hold gigabytes, so none is taken."""
    codings = _listed(request.headers.getall("Content-Encoding", ()))
    transfers = _listed(request.headers.getall("Transfer-Encoding", ()))
    return not codings <= {"identity"} or not transfers <= {"chunked", "identity"}


def number(raw: object) -> int | None:
    """Return a whole number written in plain digits that every database can keep, None for anything else."""
    written = str(raw)
    plain = written.isascii() and written.isdigit() and len(written) <= 10
    return int(written) if plain and int(written) <= LARGEST_NUMBER else None


def day(raw: str) -> date | None:
    """Return a day of the address; one that no calendar of ours reaches is none."""
    try:
        read = date.fromisoformat(raw)
    except ValueError:
        return None
    return read if 2000 <= read.year <= 2999 else None


def same(given: str, expected: str) -> bool:
    """Compare two secrets in constant time, whatever characters were given."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), expected.encode("utf-8", "surrogatepass"))


def storable(value: str) -> bool:
    """Tell whether a database can keep a text: PostgreSQL keeps no NUL, and none keeps half a surrogate pair."""
    try:
        return "\x00" not in value and bool(value.encode() or True)
    except UnicodeEncodeError:
        return False


def _listed(values: Iterable[str]) -> set[str]:
    return {part.strip().lower() for value in values for part in value.split(",") if part.strip()}
