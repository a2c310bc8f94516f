"""A conversation in the chat window: what is announced, what is kept, what arrives, and where focus stays."""

import re

import pytest
from playwright.async_api import expect

from bot import desk
from tests.browser.chat import ask, focused, said, verdict, write
from tests.browser.conftest import Opener, Site, until
from tests.channels.serving import typed

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
HOSTILE = [
    "<script>window.hit=1</script>", "<img src=x onerror=window.hit=1>", "<svg/onload=window.hit=1>",
    "\"><script>window.hit=1</script>", "javascript:window.hit=1", "<a href=javascript:window.hit=1>clic</a>",
    "{{constructor.constructor('window.hit=1')()}}", "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "https://exemple.fr/\"onmouseover=window.hit=1", "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "<style>*{display:none}</style>", "\u202e<b>renversé</b>", "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=1>",
]  # fmt: skip


async def test_the_first_message_comes_before_any_input_and_is_announced_once(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await expect(page.locator("#first")).to_contain_text("Je suis une intelligence artificielle")
    await until(lambda: _announced(page, 1))
    await page.wait_for_timeout(300)
    assert len(await said(page)) == 1
    assert "vous n'échangez pas avec une personne" in (await said(page))[0]
    assert await page.locator("#transcript #status").count() == 0


async def _announced(page, count: int) -> bool:  # type: ignore[no-untyped-def]
    return len(await said(page)) >= count


async def test_each_reply_is_announced_once_also_when_its_text_repeats(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await until(lambda: _announced(page, 1))
    for _ in range(3):
        await ask(page, "bonjour")
    replies = [text for text in await said(page) if "Vous avez dit : bonjour" in text]
    assert len(replies) == 3


async def test_focus_never_moves_when_a_message_arrives(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    assert await focused(page) == "text"
    choice = page.get_by_role("button", name="Vérifier mon cas")
    await choice.focus()
    await choice.press("Enter")
    await expect(page.get_by_role("button", name="Du matériel")).to_be_visible()
    await expect(choice).to_be_focused()
    await expect(choice).to_have_class(re.compile("chosen"))


async def test_sources_are_links_with_their_date_and_kind(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    link = page.get_by_role("link", name="Région Hauts‑de‑France, communiqué du 24 juin 2026")
    assert (
        await link.get_attribute("href")
        == "https://www.hautsdefrance.fr/ia#:~:text=permettre%20%C3%A0%20chaque%20habitant"
    )
    assert "noopener" in (await link.get_attribute("rel") or "")
    await expect(page.locator(".sources li").first).to_contain_text("24 juin 2026 · officiel")
    await expect(page.locator(".sources li").nth(1)).to_contain_text("non datée, après le 12 novembre 2024 · presse")


async def test_a_verdict_says_each_state_in_words_with_its_rule_and_next_step(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await verdict(page)
    states = await page.locator(".conditions > li > .state").all_inner_texts()
    assert [re.sub(r"\W", "", state) for state in states] == ["Nonremplie", "Remplie", "Remplie", "Remplie"]
    card = typed(await page.locator(".verdict").inner_text())
    assert card.index("Personne ne sait dire ici si l'appel est encore ouvert") < card.index(
        "conditions ne semblent pas"
    )
    assert "À titre indicatif" in card
    assert "Que faire ?" in card
    assert re.search(r"Règles du \d+ \w+ 20\d\d", card)
    assert "vous n'avez pas droit" not in card.lower()
    first = page.locator("li.assistant").last.locator(".choice").first
    await expect(first).to_have_text("Demander à la Région")


async def test_a_verdict_prints_on_one_dated_page_with_rules_and_sources(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await verdict(page)
    async with page.context.expect_page() as opening:
        await page.get_by_role("button", name="Imprimer la vérification").click()
    printed = await opening.value
    await printed.wait_for_load_state()
    text = typed(await printed.locator("body").inner_text())
    assert re.search(r"Vérification du \d+ \w+ 20\d\d", text)
    assert text.count("CityraMag") >= 4
    assert "70 000" in text
    pdf = await printed.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


async def test_a_reload_keeps_the_conversation_of_the_tab(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    await page.reload()
    await expect(page.locator("li.you")).to_have_count(1)
    await expect(page.locator("li.assistant .sources")).to_have_count(1)
    await ask(page, "bonjour")
    await expect(page.locator("li.you")).to_have_count(2)
    other = await page.context.new_page()
    await other.goto(f"{site.url}/w/")
    await expect(other.locator("#first")).to_be_visible()
    await expect(other.locator("li.you")).to_have_count(0)


async def test_with_the_network_cut_nothing_is_lost_or_doubled(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("ERR_INTERNET_DISCONNECTED", "Failed to load"))
    await ask(page, "bonjour")
    await page.context.set_offline(True)
    await expect(page.locator("#notice")).to_contain_text("hors ligne")
    await write(page, "Proch'IA ?")
    await write(page, "english please")
    await expect(page.locator("li.you[data-state=queued]")).to_have_count(2)
    await page.context.set_offline(False)
    await expect(page.locator("li.you[data-state=sent]")).to_have_count(3)
    await expect(page.locator("#notice")).to_be_hidden()
    assert site.house.engines.current.heard == ["bonjour", "Proch'IA ?", "english please"]
    await expect(page.locator("li.assistant .sources")).to_have_count(2)


async def test_a_message_waiting_survives_a_reload(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("ERR_", "Failed to load"))
    await page.route("**/w/messages", lambda route: route.abort())
    await write(page, "Proch'IA ?")
    await expect(page.locator("li.you[data-state=failed]")).to_have_count(1)
    await page.unroute("**/w/messages")
    await page.reload()
    await expect(page.locator("li.you[data-state=sent]")).to_have_count(1)
    assert site.house.engines.current.heard == ["Proch'IA ?"]


async def test_a_lost_answer_is_asked_again_and_shown_once(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("ERR_", "Failed to load"))

    async def lose(route) -> None:  # type: ignore[no-untyped-def]
        await route.fetch()
        await route.abort()

    await page.route("**/w/messages", lose)
    await write(page, "Proch'IA ?")
    await expect(page.get_by_role("button", name="Renvoyer")).to_be_visible()
    await expect(page.locator("li.you .state")).to_contain_text("Non envoyé")
    await page.unroute("**/w/messages")
    await page.get_by_role("button", name="Renvoyer").click()
    await expect(page.locator(".sources")).to_have_count(1)
    assert site.house.engines.current.heard == ["Proch'IA ?"]


async def test_a_crowded_service_is_tried_again_when_it_says(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("429", "503"))
    tries = []

    async def crowded(route) -> None:  # type: ignore[no-untyped-def]
        tries.append(1)
        if len(tries) > 1:
            await route.continue_()
        else:
            await route.fulfill(status=503, headers={"Retry-After": "1"}, body='{"error": "store_down"}')

    await page.route("**/w/messages", crowded)
    await write(page, "Proch'IA ?")
    await expect(page.locator("#notice")).to_contain_text("Nouvel essai dans 1 seconde")
    await expect(page.locator(".sources")).to_be_visible()
    assert len(tries) == 2
    await expect(page.locator("li.you[data-state=sent]")).to_have_count(1)


async def test_hostile_text_stays_text(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    for text in HOSTILE[:7]:
        await ask(page, text)
        await expect(page.locator("li.you .text").last).to_have_text(text)
    await page.reload()
    await expect(page.locator("li.you")).to_have_count(7)
    assert await page.evaluate("window.hit") is None
    assert await page.locator("#transcript script, #transcript img, #transcript iframe").count() == 0


async def test_more_hostile_text_stays_text_on_the_page_without_javascript(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/assistant")
    for text in HOSTILE[7:]:
        await page.locator("#text").fill(text)
        await page.get_by_role("button", name="Envoyer").click()
    assert await page.evaluate("window.hit") is None
    assert await page.locator(".turns script, .turns img, .turns iframe").count() == 0
    await expect(page.locator("li.you")).to_have_count(len(HOSTILE) - 7)


async def test_an_english_reply_says_its_language(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "english please")
    assert await page.locator("li.assistant").last.get_attribute("lang") == "en"


async def test_an_answer_is_rated_with_a_reason(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    await page.get_by_role("button", name="Pas utile").click()
    await expect(page.get_by_role("button", name="Pas utile")).to_have_attribute("aria-pressed", "true")
    await page.get_by_label("Que manquait-il").fill("les dates")
    await page.get_by_role("button", name="Envoyer mon avis").click()
    await expect(page.locator(".reason")).to_contain_text("Merci")
    await page.reload()
    await expect(page.get_by_role("button", name="Pas utile")).to_have_attribute("aria-pressed", "true")


async def test_the_conversation_is_downloaded(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    await page.locator("#menu summary").click()
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Télécharger la conversation").click()
    file = await (await downloading.value).path()
    text = typed(file.read_text(encoding="utf-8"))
    assert text.startswith("Ma conversation avec l'assistant automatique")
    assert "> Proch'IA ?" in text
    assert "Source : Région Hauts-de-France, communiqué du 24 juin 2026, https://www.hautsdefrance.fr/ia" in text
    assert re.search(r"\n\d+(er)? \w+ 20\d\d, \d+\sh", text)


async def test_a_person_is_asked_for_at_the_same_place_in_every_state(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("ERR_", "Failed", "422"))
    human = page.get_by_role("button", name="Parler à un agent").first
    places = [await human.bounding_box()]
    await verdict(page)
    places.append(await human.bounding_box())
    await page.context.set_offline(True)
    await expect(page.locator("#notice")).to_be_visible()
    places.append(await human.bounding_box())
    await page.context.set_offline(False)
    await human.click()
    await expect(page.locator("#contact h2")).to_be_visible()
    places.append(await human.bounding_box())
    assert all(place == places[0] for place in places)


async def test_a_request_is_left_and_its_errors_are_named(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("422",))
    await page.locator("#human").click()
    await page.get_by_role("button", name="Envoyer la demande").click()
    await expect(page.locator("#contact-name")).to_be_focused()
    await expect(page.locator("#contact-name-error")).to_have_text("Indiquez votre nom.")
    await page.get_by_label("Votre nom").fill("Jeanne Dupont")
    await page.get_by_label("Votre courriel").fill("jeanne@exemple.fr")
    await page.get_by_label("Votre demande").fill("Quand ouvre l'appel ?")
    await page.get_by_role("button", name="Envoyer la demande").click()
    await expect(page.locator(".done")).to_contain_text(re.compile(r"n°\s20\d\d-00001 est enregistrée le"))
    await expect(page.locator(".done")).to_be_focused()
    await page.get_by_role("button", name="Revenir à la conversation").click()
    await expect(page.locator("#human")).to_be_focused()


async def test_an_operator_takes_over_writes_and_gives_back(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    async with site.house.database.read() as connection:
        row = (await connection.exec_driver_sql("SELECT id FROM conversation")).first()
    await desk.take_over(site.house, row.id, "camille")
    await expect(page.locator("#notice")).to_have_text("Vous échangez avec une personne.")
    await desk.say(site.house, row.id, "camille", "Bonjour, je suis là.")
    await expect(page.locator("li.agent")).to_contain_text("Bonjour, je suis là.")
    await expect(page.locator("#status > p", has_text="je suis là")).not_to_have_count(0)
    await write(page, "Merci à vous")
    await expect(page.locator("li.you[data-state=sent]")).to_have_count(2)
    await desk.release(site.house, row.id, "camille")
    await expect(page.locator("#notice")).to_be_hidden()
    await expect(page.locator("li.house").last).to_contain_text("L’agent a quitté la conversation")
    assert site.house.engines.current.heard == ["Proch'IA ?"]


async def test_the_end_of_a_conversation_is_announced_before_and_after(site: Site, open_page: Opener) -> None:
    page = await open_page("about:blank")
    await page.clock.install()
    await page.goto(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    await page.route("**/w/events", lambda route: route.fulfill(status=204))
    await page.clock.fast_forward("23:35:00")
    await expect(page.locator("#notice")).to_contain_text("cette conversation se fermera à")
    await page.clock.fast_forward("00:30:00")
    await expect(page.locator("#notice")).to_contain_text("s’est fermée après 24 heures")


async def test_forgetting_empties_the_window_and_starts_another_session(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    before = await page.evaluate("sessionStorage.getItem('beffroi.session')")
    await page.locator("#menu summary").click()
    await page.get_by_role("button", name="Effacer mes messages").click()
    await page.get_by_role("button", name="Oui, tout effacer").click()
    await expect(page.locator("li.assistant").last).to_contain_text("Reçu n°")
    await expect(page.locator("li.you")).to_have_count(0)
    assert await page.evaluate("sessionStorage.getItem('beffroi.session')") != before


async def test_too_long_a_message_is_refused_before_it_leaves(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await page.locator("#text").fill("a" * 1_003)
    await expect(page.locator("#hint")).to_contain_text("3 caractères en trop")
    await page.locator("#text").press("Enter")
    await expect(page.locator("li.you")).to_have_count(0)
    await expect(page.locator("#text")).to_have_attribute("aria-invalid", "true")
    assert len(await page.locator("#text").input_value()) == 1_003


async def test_the_same_service_without_javascript(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/assistant", java_script_enabled=False)
    await page.locator("#text").fill("Proch'IA ?")
    await page.get_by_role("button", name="Envoyer").click()
    await page.get_by_role("button", name="Vérifier mon cas").click()
    await page.get_by_role("button", name="Du matériel").click()
    await expect(page.locator(".verdict")).to_contain_text("Non remplie")
    await page.get_by_role("button", name="Imprimer la vérification").click()
    await expect(page.locator("h1")).to_have_text("Vérification à titre indicatif")
