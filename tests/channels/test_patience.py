"""Connections that say nothing, bodies that grow when read, and events in number cost the others nothing."""

import asyncio
import gzip
import logging
import zlib
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession, web

from beffroi.listening import Complaints, PatientRunner
from channels.web.live import PER_ADDRESS, PER_SESSION, Streams
from tests.channels import raw
from tests.channels.serving import Tab
from tests.cost import least_awaited
from web import asked, descriptors
from web.addresses import network

LIVES = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n"


async def _served(**options: float) -> tuple[PatientRunner, str]:
    async def lives(_: web.Request) -> web.Response:
        return web.Response()

    app = web.Application()
    app.add_routes([web.get("/livez", lives)])
    runner = PatientRunner(app, **options)  # type: ignore[arg-type]
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "path", ["/nothing", "/w/messages", "/console/connexion", "/webhooks/rest/webhook", "/telegram/webhook"]
)
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_compressed_body_is_refused_before_it_is_read(client: ClientSession, url: str, path: str) -> None:
    packed = zlib.compress(gzip.compress(b"0" * 20_000_000))

    async def sent(attempt: int) -> None:
        for coding in ("gzip", "gzip, gzip", "deflate", "br", "zstd"):
            head = f"Content-Encoding: {coding}\r\nContent-Type: application/json\r\n".encode()
            assert await raw.status(url, raw.written("POST", path, headers=head, body=packed)) == 415

    assert await least_awaited(sent, attempts=2) < 1.0


async def test_a_connection_that_never_ends_its_headers_is_let_go() -> None:
    runner, url = await _served(first_seconds=0.3)
    try:
        silent = [await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2])) for _ in range(40)]
        for _, writer in silent:
            writer.write(LIVES)
        assert await raw.status(url, LIVES + b"\r\n") == 200
        ends = await asyncio.wait_for(asyncio.gather(*(reader.read() for reader, _ in silent)), 10)
        assert set(ends) == {b""}
        for _, writer in silent:
            writer.close()
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("path", ["/w/messages", "/contact", "/webhooks/rest/webhook"])
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_body_that_never_comes_is_let_go_while_the_others_are_answered(
    client: ClientSession, url: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "BODY_SECONDS", 0.3)
    head = b"Content-Type: application/json\r\nContent-Length: 90\r\n"
    slow = [asyncio.create_task(raw.status(url, raw.written("POST", path, headers=head) + b'{"a')) for _ in range(20)]
    await asyncio.sleep(0.1)
    async with client.get(f"{url}/livez") as answer:
        assert answer.status == 200
    assert set(await asyncio.wait_for(asyncio.gather(*slow), 10)) == {408}


async def test_beyond_what_the_system_gives_a_connection_is_closed_and_the_others_go_on() -> None:
    runner, url = await _served()
    runner._most = 2
    try:
        held = [await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2])) for _ in range(2)]
        await asyncio.sleep(0.1)
        assert await raw.status(url, LIVES + b"\r\n") == 0
        reader, writer = held[0]
        writer.write(LIVES + b"\r\n")
        assert (await reader.readline()).split()[1] == b"200"
        for _, writer in held:
            writer.close()
    finally:
        await runner.cleanup()


async def test_the_same_complaint_of_the_loop_is_logged_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    complaints, loop = Complaints(), asyncio.get_running_loop()
    for _ in range(50):
        complaints(loop, {"message": "socket.accept() out of system resource"})
    complaints(loop, {"message": "another"})
    assert len(caplog.records) == 2


def test_the_streams_of_one_tab_of_one_address_and_of_all_are_bounded() -> None:
    streams = Streams(in_all=PER_ADDRESS + 2)
    with ExitStack() as held:
        for _ in range(PER_SESSION):
            held.enter_context(streams.one_more("tab", "192.0.2.1"))
        assert streams.full("tab", "192.0.2.2")
        assert not streams.full("other", "192.0.2.1")
        for number in range(PER_ADDRESS - PER_SESSION):
            held.enter_context(streams.one_more(f"tab-{number}", "192.0.2.1"))
        assert streams.full("other", "192.0.2.1")
        assert not streams.full("other", "192.0.2.2")
        for number in range(2):
            held.enter_context(streams.one_more(f"more-{number}", "192.0.2.3"))
        assert streams.full("anybody", "192.0.2.4")
    assert not streams.full("tab", "192.0.2.1")
    assert streams.open.total() == 0


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_no_proxy_keeps_events_back(client: ClientSession, url: str) -> None:
    tab = await Tab.open(client, url)
    await tab.send("bonjour")
    async with client.get(f"{url}/w/events", headers={"X-Beffroi-Session": tab.token}) as answer:
        assert answer.status == 200
        assert answer.headers["X-Accel-Buffering"] == "no"


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_any_page_may_load_the_button(client: ClientSession, url: str) -> None:
    async with client.get(f"{url}/widget.js", headers={"Origin": "https://commune.example"}) as answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_streams_leave_room_for_messages_whatever_the_system_gives() -> None:
    assert descriptors.for_streams() * 2 <= max(descriptors.for_connections(), 16)
    assert descriptors.for_connections() < descriptors.limit()


def test_one_subscriber_of_ipv6_is_counted_once_and_one_of_ipv4_as_before() -> None:
    assert network("2001:db8:1:2:aaaa::1") == network("2001:db8:1:2:bbbb::9") != network("2001:db8:1:3::1")
    assert network("192.0.2.7") == "192.0.2.7" == network("::ffff:192.0.2.7")
    assert network("nonsense") == "nonsense"


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_who_leaves_during_a_request_makes_one_line_a_minute(url: str, caplog: pytest.LogCaptureFixture) -> None:
    where = urlsplit(url)
    for path in ("/webhooks/rest/webhook", "/w/messages", "/contact", "/console/connexion"):
        _, writer = await asyncio.open_connection(where.hostname, where.port)
        head = f"POST {path} HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n"
        writer.write(head.encode() + b'{"a')
        await asyncio.sleep(0.1)
        writer.transport.abort()
    await asyncio.sleep(0.2)
    assert len([each for each in caplog.records if each.levelno >= logging.WARNING]) <= 1
    assert not [each for each in caplog.records if each.exc_info]
