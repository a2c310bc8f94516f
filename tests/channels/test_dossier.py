"""From a verdict to the file, as a person goes: what leaves is shown first, then numbered, printed, contested, erased."""

import html
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import select

from bot.desk import cases, contesting, requests
from bot.house import House
from bot.keeping import rights
from bot.keeping.purge import purge
from bot.replies import Message
from bot.store.conversations import Incoming
from bot.store.desk_tables import case_files
from bot.turn import take
from channels import session
from region import catalogue
from tests.channels.conftest import MovingClock
from tests.channels.serving import Tab, typed
from tests.regions import THE_REGION

ADEN = json.dumps({"programme": "aden", "facts": {"org_type": "pme", "headcount": 14, "investment": 85_000}})
WHO = {"name": "Jeanne Martin", "email": "jeanne@exemple.fr", "message": "Le seuil n'est plus le bon."}


async def post(client: ClientSession, url: str, path: str, **form: Any) -> tuple[int, str]:
    async with client.post(f"{url}/dossier{path}", data=form) as answer:
        assert "?" not in str(answer.url)
        return answer.status, typed(html.unescape(await answer.text()))


async def test_the_file_says_what_was_stated_and_to_whom_each_button_sends_it(
    client: ClientSession, url: str, web_house: House
) -> None:
    status, page = await post(client, url, "", cas=ADEN)
    assert status == 200
    for part in ("14 salariés", "85 000 €", "Rien n'est parti", "Garder une page datée", "Écrire à la Région"):
        assert part in page
    assert "Ce qui ne convient pas, d'après la vérification : Investissement de 3 000 à 30 000 € hors taxes." in page
    assert "demarches-simplifiees" not in page  # no procedure is known for this aid
    assert await kept(web_house) == []


async def test_a_firm_gets_its_request_to_the_advisers_ready_to_copy(client: ClientSession, url: str) -> None:
    _, page = await post(client, url, "", cas=ADEN)
    address = "https://conseillers-entreprises.service-public.fr"
    assert "Destinataire : Conseillers-Entreprises" in page
    assert f'href="{address}"' in page
    ready = page.split('id="snippet"')[1].split("</textarea>")[0]
    for part in ("14 salariés", "85 000 €", "Investissement de 3 000 à 30 000 € hors taxes", "par quoi commencer"):
        assert part in ready
    assert 'id="copy"' in page
    assert "copy." in page.split("</head>")[0]


async def test_a_town_hall_is_sent_to_no_adviser_of_firms(client: ClientSession, url: str) -> None:
    case = json.dumps({"programme": "ami-ia", "facts": {"org_type": "commune", "amount": 80_000}})
    _, page = await post(client, url, "", cas=case)
    assert "Conseillers-Entreprises" not in page.split("</main>")[0]
    assert 'id="snippet"' not in page


async def test_nothing_is_sent_before_the_screen_that_shows_exactly_what_and_to_whom(
    client: ClientSession, url: str, web_house: House
) -> None:
    _, page = await post(client, url, "/demande", cas=ADEN, etape="relire", **WHO)
    assert "Voici exactement ce qui part" in page
    for part in (*WHO.values(), "14 salariés", "Investissement de 3 000 à 30 000 € hors taxes : non remplie"):
        assert part in page
    assert await requests.listed(web_house) == []
    sent = {"cas": ADEN, "key": re.search(r'name="key" value="(\w+)"', page)[1]}  # type: ignore[index]
    _, done = await post(client, url, "/demande", **sent, **WHO, etape="envoyer")
    assert "Demande n° 2026-00001" in done.replace("<strong>", "").replace("</strong>", "")
    await post(client, url, "/demande", **sent, **WHO, etape="envoyer")
    (row,) = await requests.listed(web_house)
    assert (row.programme, row.condition, row.name) == ("aden", None, "Jeanne Martin")
    assert row.verdict["facts"]["headcount"] == 14
    assert row.verdict["failed"] == ["investment"]


async def test_a_request_without_a_way_to_answer_is_asked_for_one(client: ClientSession, url: str) -> None:
    status, page = await post(client, url, "/demande", cas=ADEN, etape="envoyer", name="Jeanne", message="Bonjour")
    assert status == 422
    assert "Indiquez un courriel ou un téléphone." in page


async def test_a_dated_page_has_a_reference_that_opens_it_and_that_its_holder_erases(
    client: ClientSession, url: str, web_house: House
) -> None:
    _, page = await post(client, url, "/page", cas=ADEN)
    reference = re.search(r"Référence <strong>([^<]+)", page)[1]  # type: ignore[index]
    row = await cases.find(web_house, reference.lower().replace("-", " "))
    assert row.verdict["failed"] == ["investment"]
    assert "Vérification du 25 novembre 2026" in page
    _, gone = await post(client, url, "/effacer", reference=reference)
    assert "Cette page est effacée" in gone
    assert await cases.find(web_house, reference) is None
    assert "Aucune page n'a cette référence" in (await post(client, url, "/effacer", reference=reference))[1]


async def test_a_page_leaves_with_the_conversation_it_came_from(tab: Tab, web_house: House) -> None:
    token, position = await checked(tab)
    status, page = await post(tab.client, tab.url, "", session=token, position=position)
    assert status == 200
    assert "Lens (Pas-de-Calais)" in page
    cas = re.search(r'name="cas" value=\'?"?(\{.*?\}\})', page)[1]  # type: ignore[index]
    await post(tab.client, tab.url, "/page", cas=cas, session=token)
    assert len(await kept(web_house)) == 1
    sender = session.sender(web_house.settings.secret_key, token)
    assert (await rights.erase(web_house, "web", sender or "")).counts["case_file"] == 1
    assert await kept(web_house) == []


async def test_a_page_kept_leaves_after_its_time(
    client: ClientSession, url: str, web_house: House, clock: MovingClock
) -> None:
    await post(client, url, "/page", cas=ADEN)
    clock.move(days=89)
    await purge(web_house)
    assert len(await kept(web_house)) == 1
    clock.move(days=2)
    await purge(web_house)
    assert await kept(web_house) == []


async def test_a_condition_is_contested_with_what_was_understood_the_rule_and_its_source(
    client: ClientSession, url: str, web_house: House
) -> None:
    _, page = await post(client, url, "/contester", cas=ADEN, condition="headcount")
    for part in (
        "14 salariés",
        "L'effectif est inférieur à 20 équivalents temps plein",
        "Région Hauts-de-France, Aide",
    ):
        assert part in page
    assert 'name="headcount" value="14"' in page  # to correct, in its field
    assert '<input type="hidden" name="investment" value="85 000 €">' in page
    _, shown = await post(client, url, "/demande", cas=ADEN, condition="headcount", etape="relire", **WHO)
    assert "Condition contestée" in shown
    await post(client, url, "/demande", cas=ADEN, condition="headcount", etape="envoyer", key="k" * 12, **WHO)
    await post(client, url, "/demande", cas=ADEN, condition="headcount", etape="envoyer", key="l" * 12, **WHO)
    await post(client, url, "/demande", cas=ADEN, condition="sector", etape="envoyer", key="m" * 12, **WHO)
    first, second = await contesting.contested(web_house)
    assert (first.programme, first.condition, first.times, first.waiting) == ("aden", "headcount", 2, 2)
    assert (second.condition, second.times) == ("sector", 1)


async def test_correcting_what_was_misunderstood_moves_the_condition(client: ClientSession, url: str) -> None:
    _, page = await post(client, url, "/contester", cas=ADEN, condition="investment")
    form = dict(
        re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)">',
            page.split("Vous avez été mal compris")[1].split("</form>")[0],
        )
    )
    async with client.post(f"{url}/regles/aden", data={**form, "investment": "8 500"}) as answer:
        corrected = typed(html.unescape(await answer.text()))
    assert '<li id="investment" data-status="met">' in corrected
    assert '<li id="headcount" data-status="met">' in corrected


async def test_each_condition_of_a_verdict_told_in_the_conversation_can_be_contested(tab: Tab) -> None:
    token, position = await checked(tab)
    status, page = await post(
        tab.client, tab.url, "/contester", session=token, position=position, condition="project_cost"
    )
    assert status == 200
    assert "300 000 €" in page


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 404),
        ({"cas": "{"}, 400),
        ({"cas": "[]"}, 400),
        ({"cas": json.dumps({"programme": "rien", "facts": {}})}, 404),
        ({"cas": json.dumps({"programme": "aden", "facts": {"headcount": "beaucoup"}})}, 400),
        ({"session": "a.b", "position": "1"}, 404),
    ],
)
async def test_a_case_that_cannot_be_read_opens_nothing(
    client: ClientSession, url: str, form: dict[str, str], status: int
) -> None:
    for path in ("", "/page", "/contester", "/demande"):
        assert (await post(client, url, path, **form))[0] == status


async def test_a_case_about_no_aid_yet_offers_them_all(client: ClientSession, url: str) -> None:
    _, page = await post(client, url, "", cas=json.dumps({"facts": {"org_type": "pme", "headcount": 14}}))
    assert page.count('action="/dossier"') == len(THE_REGION.catalogue.programmes)


async def checked(tab: Tab) -> tuple[str, str]:
    """A verdict told in a conversation: the session's token, and its message's position."""
    _, body = await tab.send("j'ai un projet à 300 000 euros")
    told = next(each for each in body["messages"] if each.get("verdict"))
    return tab.token, str(told["position"])


async def kept(house: House) -> list[Any]:
    async with house.database.read() as connection:
        return list(await connection.execute(select(case_files)))


async def told_on_a_phone(house: House, text: str, *, pressed: bool = False) -> Message:
    """Write on a channel that has no page of ours, or press a button there; returns the last message said."""
    turn = await take(house, Incoming("telegram", "42", text, button=text if pressed else None))
    return turn.reply.messages[-1]


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_verdict_told_on_a_phone_goes_on_with_a_page_where_it_is_filed_or_contested(
    client: ClientSession, url: str, web_house: House
) -> None:
    verdict = await told_on_a_phone(web_house, "j'ai un projet à 300 000 euros")
    way = next(each for each in verdict.buttons if each.title == "Préparer mon dossier, contester")
    said = (await told_on_a_phone(web_house, way.id, pressed=True)).text
    reference = re.search(r"/dossier#([\w-]{14})", said)[1]  # type: ignore[index]
    assert f"référence {reference}" in said
    assert "n'envoie pas d'alerte" in said
    without, web_house.settings = web_house.settings, replace(web_house.settings, smtp_url="smtp://127.0.0.1:9")
    assert "averti quand l'aide ouvre" in (await told_on_a_phone(web_house, way.id, pressed=True)).text
    web_house.settings = without
    async with client.get(f"{url}/dossier") as answer:
        assert "Reprendre une vérification" in await answer.text()
    status, page = await post(client, url, "/reprendre", reference=reference.lower())
    assert status == 200
    assert "300 000 €" in page
    assert page.count('action="/dossier/contester"') == 4
    case = re.search(r'name="cas" value=\'?"?(\{.*?\}\})', page)[1]  # type: ignore[index]
    _, contest = await post(client, url, "/contester", cas=case, condition="project_cost")
    assert "300 000 €" in contest
    await post(client, url, "/effacer", reference=reference)
    status, gone = await post(client, url, "/reprendre", reference=reference)
    assert (status, "Aucune vérification n'est gardée sous cette référence" in gone) == (404, True)
    assert f'value="{reference}"' in gone


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_what_a_phone_keeps_under_a_reference_is_erased_with_its_conversation(web_house: House) -> None:
    verdict = await told_on_a_phone(web_house, "j'ai un projet à 300 000 euros")
    await told_on_a_phone(web_house, verdict.buttons[-1].id, pressed=True)
    assert len(await kept(web_house)) == 1
    await rights.erase(web_house, "telegram", "42")
    assert await kept(web_house) == []


async def test_a_channel_with_its_own_way_on_gets_no_such_button(tab: Tab) -> None:
    _, body = await tab.send("j'ai un projet à 300 000 euros")
    assert "contester" not in json.dumps([each["buttons"] for each in body["messages"]])


PROCEDURE = """
procedure:
  url: "https://www.demarches-simplifiees.fr/commencer/essai"
  source: page
  fields: {amount: champ_TW9udGFudA, departement: champ_RGVwdA, org_type: champ_VHlwZQ, headcount: champ_RWZm}
  options: {org_type: {commune: "Une commune, ou son CCAS"}}
"""


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_an_aid_whose_online_form_is_known_opens_it_filled_with_what_was_stated(
    client: ClientSession, url: str, web_house: House, tmp_path: Path
) -> None:
    pack = Path(shutil.copytree(Path(__file__).parents[1] / "packs" / "tiny", tmp_path / "pack"))
    programme = pack / "programmes" / "coup-de-pouce.yml"
    programme.write_text(programme.read_text("utf-8") + PROCEDURE, "utf-8")
    async with web_house.changing:  # what serves may be reading its own files again
        web_house.region = replace(web_house.in_force(), catalogue=catalogue.load(pack))
    stated = {"departement": "35", "amount": 9_000, "org_type": "commune", "headcount": {"min": 10, "max": 19}}
    _, page = await post(client, url, "", cas=json.dumps({"programme": "coup-de-pouce", "facts": stated}))
    address = (
        "https://www.demarches-simplifiees.fr/commencer/essai"
        "?champ_TW9udGFudA=9000&champ_RGVwdA=35&champ_VHlwZQ=Une+commune%2C+ou+son+CCAS"
    )
    assert f'<a class="send" href="{address}"' in page
    leaving = page.split("Le lien emporte exactement ceci")[1].split("</ul>")[0]
    assert leaving.count("<li>") == 3  # a range has no field: it is left to write
    assert "Une commune, ou son CCAS" in leaving
