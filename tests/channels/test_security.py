"""What every page carries and what is refused at the door."""

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDict

from bot.house import House
from bot.settings import Settings
from channels import security
from tests.channels.serving import Tab, served
from web.addresses import address, caller

PAGES = [
    "/",
    "/w/",
    "/assistant",
    "/donnees",
    "/mentions-legales",
    "/accessibilite",
    "/contact",
    "/regles/ami-ia",
    "/dossier",
]


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_forbids_foreign_and_inline_code(client: ClientSession, url: str, path: str) -> None:
    async with client.get(url + path) as answer:
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
        html = await answer.text()
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "data:" not in policy.split("script-src")[1].split(";")[0]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert " style=" not in html
    assert " onclick=" not in html
    assert "<script>" not in html
    assert "javascript:" not in html


async def test_only_the_sites_allowed_may_frame_the_chat(web_house: House, client: ClientSession) -> None:
    web_house.settings = Settings(**{**web_house.settings.__dict__, "allowed_sites": ("https://www.exemple.fr",)})
    async with served(web_house) as url:
        async with client.get(f"{url}/w/") as answer:
            assert "frame-ancestors 'self' https://www.exemple.fr" in answer.headers["Content-Security-Policy"]
            assert "X-Frame-Options" not in answer.headers
        async with client.get(f"{url}/assistant") as answer:
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "path", ["/w/session", "/w/messages", "/w/contact", "/assistant", "/contact", "/api/eligibility/ami-ia"]
)
async def test_another_site_cannot_post(client: ClientSession, url: str, path: str) -> None:
    async with client.post(url + path, headers={"Origin": "https://pirate.example"}) as answer:
        assert answer.status == 403
        assert "Access-Control-Allow-Origin" not in answer.headers
    async with client.post(url + path, headers={"Origin": "null"}) as answer:
        assert answer.status == 403
    async with client.post(url + path, headers={"Sec-Fetch-Site": "cross-site"}) as answer:
        assert answer.status == 403


async def test_an_allowed_site_may_call_the_open_api_and_nothing_else(web_house: House, client: ClientSession) -> None:
    site = "https://www.exemple.fr"
    web_house.settings = Settings(**{**web_house.settings.__dict__, "allowed_sites": (site,)})
    async with served(web_house) as url:
        async with client.options(f"{url}/api/eligibility/ami-ia", headers={"Origin": site}) as answer:
            assert answer.status == 204
            assert answer.headers["Access-Control-Allow-Origin"] == site
        call = client.post(f"{url}/api/eligibility/ami-ia", json={"facts": {}}, headers={"Origin": site})
        async with call as answer:
            assert answer.status == 200
            assert answer.headers["Access-Control-Allow-Origin"] == site
        async with client.options(f"{url}/w/messages", headers={"Origin": site}) as answer:
            assert answer.status == 403
        async with client.post(f"{url}/w/session", headers={"Origin": site}) as answer:
            assert answer.status == 403


async def test_one_address_cannot_take_the_service_from_the_others(web_house: House, client: ClientSession) -> None:
    async with served(web_house) as url:
        statuses = []
        for _ in range(security.PER_ADDRESS + 1):
            async with client.post(f"{url}/w/session") as answer:
                statuses.append(answer.status)
                headers = answer.headers
    assert statuses[:-1] == [200] * security.PER_ADDRESS
    assert statuses[-1] == 429
    assert int(headers["Retry-After"]) > 0
    assert headers["RateLimit-Remaining"] == "0"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (1, "unknown", "192.0.2.1"),
        (2, "203.0.113.9", "192.0.2.1"),
    ],
)
def test_the_address_is_what_a_trusted_proxy_saw(proxies: int, forwarded: str, expected: str) -> None:
    assert caller("192.0.2.1", [forwarded], proxies) == expected


@pytest.mark.parametrize(("proxies", "expected"), [(0, "127.0.0.1"), (1, "203.0.113.9"), (2, "198.51.100.7")])
async def test_the_address_is_read_from_a_real_request(proxies: int, expected: str) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=address(request, proxies))

    app = web.Application()
    app.add_routes([web.get("/", answer)])
    async with TestClient(TestServer(app)) as visitor:
        sent = [("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-For", "203.0.113.9")]
        async with visitor.get("/", headers=CIMultiDict(sent)) as said:
            assert await said.text() == expected


async def test_a_page_that_does_not_exist_says_so(client: ClientSession, url: str) -> None:
    async with client.get(f"{url}/rien", headers={"Accept": "text/html"}) as answer:
        assert answer.status == 404
        assert "Cette page n’existe pas" in await answer.text()
    async with client.get(f"{url}/rien") as answer:
        assert await answer.json() == {"error": "not_found"}
    async with client.delete(f"{url}/assistant") as answer:
        assert answer.status == 405


async def test_nothing_is_set_in_the_browser(client: ClientSession, url: str, tab: Tab) -> None:
    await tab.send("bonjour")
    for path in PAGES:
        async with client.get(url + path) as answer:
            assert "Set-Cookie" not in answer.headers
    assert len(client.cookie_jar) == 0


async def test_answers_that_hold_words_are_not_cached(client: ClientSession, url: str) -> None:
    async with client.get(f"{url}/w/") as answer:
        assert answer.headers["Cache-Control"] == "no-store"


async def test_the_frames_files_are_compressed_and_kept_for_ever(client: ClientSession, url: str) -> None:
    from channels.render import frame_assets

    async with client.get(url + frame_assets().url("app.js")) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]
        etag = answer.headers["ETag"]
    async with client.get(f"{url}/w/s/old/app.js", headers={"If-None-Match": etag}) as answer:
        assert answer.status == 304
    async with client.get(f"{url}/w/s/x/..%2F..%2Fframe.py") as answer:
        assert answer.status == 404
