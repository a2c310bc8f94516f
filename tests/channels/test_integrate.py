"""Who puts the assistant on a site asks whether that site may show it."""

from html import unescape

import pytest
from aiohttp import ClientSession

from bot.house import House
from bot.settings import Settings
from channels.pages.integrate import may_show, origin
from tests.channels.serving import typed

SETTINGS = Settings(
    public_url="https://assistant.exemple.fr",
    allowed_sites=("https://www.exemple.fr", "https://*.ville.fr", "http://localhost:8000"),
)


@pytest.mark.parametrize(
    ("written", "site", "allowed"),
    [
        ("https://www.exemple.fr", "https://www.exemple.fr", True),
        ("WWW.exemple.fr/contact?a=b", "https://www.exemple.fr", True),
        ("https://www.exemple.fr:443/", "https://www.exemple.fr", True),
        ("http://www.exemple.fr", "http://www.exemple.fr", False),
        ("https://exemple.fr", "https://exemple.fr", False),
        ("https://www.exemple.fr.autre.fr", "https://www.exemple.fr.autre.fr", False),
        ("lens.ville.fr", "https://lens.ville.fr", True),
        ("ville.fr", "https://ville.fr", False),
        ("http://localhost:8000", "http://localhost:8000", True),
        ("https://assistant.exemple.fr", "https://assistant.exemple.fr", True),
    ],
)
def test_a_site_may_show_the_chat_where_a_browser_would_let_it(written: str, site: str, allowed: bool) -> None:
    assert origin(written) == site
    assert may_show(site, SETTINGS) is allowed


@pytest.mark.parametrize(
    "written", ["", "javascript:alert(1)", "ftp://exemple.fr", "https://", "mon site", "https://[x", "a:b:c"]
)
def test_what_is_no_site_is_none(written: str) -> None:
    assert origin(written) is None


async def test_the_page_says_it_and_what_to_do(client: ClientSession, url: str, web_house: House) -> None:
    web_house.settings = Settings(**{**web_house.settings.__dict__, "allowed_sites": ("https://www.exemple.fr",)})
    for site, said in (
        ("www.exemple.fr", "Oui : <strong>https://www.exemple.fr</strong>"),
        ("www.autre.fr", "BEFFROI_ALLOWED_SITES"),
        ("<b>", "« <b> » n'est pas l'adresse d'un site"),
    ):
        async with client.get(f"{url}/integrer", params={"site": site}) as answer:
            assert said in typed(unescape(await answer.text()))
