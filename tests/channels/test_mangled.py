"""Whatever a stranger or a signed-in browser sends, mangled in any part, is never a fault of the server."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from aiohttp import ClientSession

from beffroi.app import application
from bot.house import House
from bot.store.audit import Act
from console import operators, sessions
from tests.channels import raw
from tests.channels.serving import served

FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
JSON = b"Content-Type: application/json\r\n"
HEADERS = [
    b"Origin: http://[\r\n", b"Origin: \xff\r\n", b'Cookie: "=;;=\r\n', b"Cookie: __Host-console=\xc3\xa9; __Host-console-oidc=\xff\r\n",
    b"Authorization: Bearer \xc3\xa9\r\n", b"Authorization: Bearer \xff\r\n", b"X-Beffroi-Session: \xff\r\n",
    b"X-Telegram-Bot-Api-Secret-Token: \xff\r\n", b"Last-Event-ID: \xc2\xb2\r\n", b"X-Forwarded-For: \xff, [\r\n",
    b"Host: [\r\n", b"Host: \xff\r\n", b"Sec-Fetch-Site: \xff\r\n", b"If-None-Match: \xff\r\n", b"Accept: \xff\r\n",
    b"Content-Encoding: gzip, gzip\r\n", b"Content-Type: \xff\r\n", b"Range: bytes=-\r\n", b"If-Modified-Since: \xff\r\n", b"Expect: \xff\r\n", b"Expect: x\r\n",
]  # fmt: skip
BODIES = [
    (b"Content-Type: application/x-www-form-urlencoded; charset=nope\r\n", b"a=1"),
    (b"Content-Type: application/x-www-form-urlencoded; charset=utf-16\r\n", b"a=1&"),
    (b"Content-Type: multipart/form-data\r\n", b"--x"),
    (b"Content-Type: multipart/form-data; boundary=x\r\n", b"--x\r\n\xff\r\n\r\n\xff"),
    (b"Content-Type: multipart/form-data; boundary=x\r\n",
     b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Encoding: gzip\r\n\r\nx\r\n--x--\r\n"),
    (FORM, b"\xff\xfe=1"), (FORM, b"text=%00&name=%00&session=%00&id=%ED%A0%80"), (FORM, b"proof=1.%C3%A9&name=x&password=%C3%A9"),
    (FORM, b"csrf=%C3%A9&code=%C3%A9"), (JSON, b"{"), (JSON, b"[]"), (JSON, b"\xff"), (JSON, b"[" * 5000), (JSON, b"9" * 5000),
    (JSON, b'{"id":"a","text":"\\ud800","message":"\\ud800","sender":"\\u0000","name":"\\u0000","facts":{"amount":1e999}}'),
    (JSON, b'{"id":"a","text":"' + b"9" * 309 + b' euros","message":"' + b"9" * 309 + b' euros","facts":{"amount":' + b"9" * 309 + b"}}"),
    (b"Content-Type: application/json; charset=nope\r\n", b"{}"), (b"Content-Type: text/plain\r\n", b"{}"),
]  # fmt: skip
ODD = ["²", "-1", "99999999999999999999", "2147483648", "%00", "%ff", "%ED%A0%80", "0001-01-01", "9999-12-31"]
TURNS = 3
ASKED = [
    "au", "auteur", "avant", "canal", "cherche", "code", "data", "depuis", "dit", "du", "etat", "etiquette", "format", "id",
    "intention", "issue", "jours", "message", "page", "pouce", "state", "theme", "voir",
]  # fmt: skip
FIELDS = [
    "id",
    "label",
    "candidate",
    "change",
    "until",
    "text",
    "name",
    "tag",
    "comment",
    "role",
    "intent",
    "day",
    "opens",
    "closes",
]
PLACES = ["999999", "%00", "%ff", "²", "99999999999999999999", "a" * 300]
LASTING = ("/entrainement", "/tests")
"""Pages whose forms start long work: they are sent everything but a form that would be obeyed."""


def routes(house: House) -> list[tuple[str, str]]:
    """Return every method and path of the application, the console's included."""
    found = {(each.method, each.resource.canonical) for each in application(house).router.routes() if each.resource}
    return sorted(each for each in found if each[0] in ("GET", "POST"))


def mangled(method: str, path: str, cookie: bytes, csrf: str) -> Iterator[bytes]:
    """Yield a request for each part that can be wrong."""
    places = [path]
    if "{" in path:
        places = [_filled(path, place) for place in PLACES]
    for place in places:
        yield raw.written(method, place, headers=cookie)
    for turn in range(TURNS):
        yield raw.written(method, f"{places[0]}?{_odd(ASKED, turn)}", headers=cookie)
    for header in [] if cookie else HEADERS:
        yield raw.written(method, places[0], headers=header)
    if method == "POST":
        for header, body in BODIES:
            yield raw.written(method, places[0], headers=cookie + header, body=body)
        if not any(word in path for word in LASTING):
            for turn in range(TURNS):
                body = f"csrf={csrf}&{_odd(FIELDS, turn)}".encode()
                yield raw.written(method, places[0], headers=cookie + FORM, body=body)


def _odd(names: list[str], turn: int) -> str:
    """Return an odd value for each name, another each turn."""
    return "&".join(f"{name}={quote(ODD[(rank + turn) % len(ODD)], safe='%')}" for rank, name in enumerate(names))


def _filled(path: str, place: str) -> str:
    return "/".join(quote(place, safe="%") if part.startswith("{") else part for part in path.split("/"))


async def _faults(house: House, cookie: bytes = b"", csrf: str = "") -> list[tuple[int, bytes]]:
    faults = []
    async with served(house) as url:
        for method, path in routes(house):
            if cookie and not path.startswith("/console"):
                continue
            if path.endswith("/deconnexion"):
                continue
            for request in mangled(method, path, cookie, csrf):
                status = await raw.status(url, request)
                if status >= 500:
                    faults.append((status, request[:300]))
    return faults


async def test_nothing_a_stranger_sends_is_a_fault_of_the_server(house: House) -> None:
    assert await _faults(house) == []


async def test_nothing_an_operator_sends_is_a_fault_of_the_server(house: House) -> None:
    async with house.database.write() as connection:
        number = await operators.add(connection, "Camille", ["tous", "DPO"], Act("t", house.clock()), password=None)
        operator = await operators.find(connection, number)
        assert operator is not None
        secret = await sessions.open_(connection, operator, now=house.clock(), verified=True)
        csrf = (await connection.execute(sessions.sessions.select())).one().csrf
    assert await _faults(house, f"Cookie: {sessions.COOKIE}={secret}\r\n".encode(), csrf) == []


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_what_is_no_http_is_told_once_a_minute_in_one_line_without_what_was_sent(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        assert await raw.status(url, b"GET / HTTP/1.1\r\nHost: localhost\r\nA b: secret\r\n\r\n") == 400
    told = [each for each in caplog.records if each.name == "aiohttp.server"]
    assert [(each.exc_info, each.levelname) for each in told] == [(None, "WARNING")]
    assert "secret" not in caplog.text


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("path", "leads"), [("/assistant/", "/assistant"), ("/console", "/console/"), ("/w", "/w/")])
async def test_an_address_with_or_without_its_last_slash_answers(
    client: ClientSession, url: str, path: str, leads: str
) -> None:
    async with client.get(url + path, allow_redirects=False) as answer:
        assert (answer.status in (301, 308), answer.headers["Location"]) == (True, leads)
