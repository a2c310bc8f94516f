"""French as a printer sets it, on every page and in every sentence of the chat frame."""

import re

import pytest
from aiohttp import ClientSession

from channels import render
from channels.written import linked
from tests.channels.serving import SESSION, Tab
from tests.channels.test_pages import PAGES
from web.typography import french, page

LOOSE = re.compile(
    r"[ \u00a0][;:?!»%€]|«[ \u00a0]|[a-zà-ÿ]'[a-zà-ÿ]|[0-9] [0-9]{3}(?![0-9])|Hauts-de-France", re.IGNORECASE
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Quoi ?", "Quoi\u202f?"),
        ("« oui » : 60 %", "«\u202foui\u202f»\u202f: 60\u202f%"),
        ("l'aide de 70 000 €", "l’aide de 70\u202f000\u202f€"),
        ("le 1er juin 2026 à 14 h 30", "le 1er\u00a0juin\u00a02026 à 14\u00a0h\u00a030"),
        ("5 millions d'euros", "5\u00a0millions d’euros"),
        ("les Hauts-de-France", "les Hauts\u2011de\u2011France"),
        ("https://exemple.fr/a:b", "https://exemple.fr/a:b"),
    ],
)
def test_a_text_is_set_as_it_is_printed(typed: str, printed: str) -> None:
    assert french(typed) == printed
    assert french(printed) == printed


def test_code_and_a_persons_own_words_stay_as_they_are() -> None:
    given = "<p data-raw>l'aide ?</p><code>a : b</code><textarea>c'est ?</textarea>"
    assert page(given) == given


async def test_the_copy_of_a_conversation_is_set_but_for_addresses_and_a_persons_words(tab: Tab) -> None:
    await tab.send("et l'aide : Hauts-de-France ?")
    async with tab.client.get(f"{tab.url}/w/transcript", headers={SESSION: tab.token}) as answer:
        copy = await answer.text()
    assert "> et l'aide : Hauts-de-France ?" in copy
    assert "https://www.hautsdefrance.fr" in copy
    said = "\n".join(line for line in copy.split("\n") if not line.startswith("> "))
    assert "communiqué du 24\u00a0juin\u00a02026" in said
    assert LOOSE.findall(re.sub(r"https?://\S+", "", said)) == []


@pytest.mark.parametrize("path", [*PAGES, "/transparence", "/integrer"])
async def test_no_page_has_a_loose_space_or_a_straight_apostrophe(client: ClientSession, url: str, path: str) -> None:
    async with client.get(url + path, headers={"Accept": "text/html"}) as answer:
        html = await answer.text()
    seen = re.sub(r"<(script|style|pre|code|textarea)\b.*?</\1>", "", html, flags=re.DOTALL).replace("&#39;", "'")
    assert LOOSE.findall(re.sub(r"<[^>]*>", "\n", seen)) == []


def test_no_sentence_of_the_frame_has_one_either() -> None:
    script = render.frame_assets()._files["texts.js"].body.decode()
    said = re.sub(r'"starters": \[.*?\]|"commands": \{.*?\}|"rules": \[.*\]', "", script, flags=re.DOTALL)
    said = re.sub(r'"(?:[a-z_/ ]+)": ', "", said)
    assert LOOSE.findall(said) == []


def test_the_lines_of_an_answer_are_lines_and_what_they_hold_is_escaped_once() -> None:
    shown = str(linked("La source :\nl'article <1>\n• un\n• deux\nfin"))
    assert shown == "La source :<br>l&#39;article &lt;1&gt;<ul><li>un</li><li>deux</li></ul>fin"
