"""What a person sees and reads in the chat: large text, order, truth about what was sent, numbers to call, focus."""

import asyncio

import pytest
from playwright.async_api import Page, expect

from bot import desk
from region.adapters import links, opening
from region.adapters.links import Link
from tests.browser.chat import ask, enlarge_text, focused, said, write
from tests.browser.conftest import Opener, Site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
WINDOWS = [(440, 720), (390, 780), (880, 700)]


async def in_sight(page: Page, selector: str) -> bool:
    """Is the top of it between the head and the field?"""
    return await page.locator(selector).last.evaluate(
        """each => {
          const top = each.getBoundingClientRect().top
          const field = document.getElementById('compose')
          const end = getComputedStyle(field).display === 'none' ? innerHeight : field.getBoundingClientRect().top
          return top >= -1 && top < Math.min(end, innerHeight) - 10
        }"""
    )


@pytest.mark.parametrize(("width", "height"), WINDOWS)
async def test_with_text_twice_as_large_the_conversation_keeps_most_of_the_window(
    site: Site, open_page: Opener, width: int, height: int
) -> None:
    page = await open_page("about:blank", viewport={"width": width, "height": height})
    await enlarge_text(page, 200)
    await page.goto(f"{site.url}/w/")
    await expect(page.locator("#first")).to_be_visible()
    assert await page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert await in_sight(page, "#first")
    assert await in_sight(page, "#starters .choice >> nth=0")
    await ask(page, "Proch'IA ?")
    assert await in_sight(page, "li.assistant .text")
    taken = await page.evaluate("innerHeight - document.getElementById('compose').getBoundingClientRect().height")
    assert taken > height * 0.6


@pytest.mark.parametrize(
    ("width", "height"), [(640, 300), (320, 256), (390, 420)], ids=["landscape", "400%", "keyboard"]
)
async def test_in_a_low_window_first_lines_are_in_sight(site: Site, open_page: Opener, width: int, height: int) -> None:
    page = await open_page(f"{site.url}/w/", viewport={"width": width, "height": height})
    assert await in_sight(page, "#first")
    await ask(page, "Proch'IA ?")
    assert await in_sight(page, "li.assistant .text")


async def test_the_first_questions_are_in_sight_on_opening_and_the_rest_of_the_law_below(
    site: Site, open_page: Opener
) -> None:
    for size in ({"width": 390, "height": 780}, {"width": 440, "height": 720}):
        page = await open_page(f"{site.url}/w/", viewport=size)
        for each in await page.locator("#starters .choice").all():
            await expect(each).to_be_in_viewport(ratio=1)
        await expect(page.locator("#law")).to_contain_text("ne valent pas dépôt de demande")
        head = await page.locator(".head").bounding_box()
        assert head is not None
        assert head["height"] <= 64


async def test_on_a_phone_all_that_the_law_asks_is_in_sight_on_opening_and_the_head_is_one_row(
    site: Site, open_page: Opener
) -> None:
    for size in ({"width": 390, "height": 780}, {"width": 440, "height": 720}):
        page = await open_page(f"{site.url}/w/", viewport=size)
        await expect(page.locator("#text")).to_be_focused()
        await expect(page.locator("#first")).to_be_in_viewport(ratio=1)
        law, field = await page.locator("#law").bounding_box(), await page.locator("#compose").bounding_box()
        assert law is not None and field is not None
        assert law["y"] + law["height"] <= field["y"]
        lines = await page.locator("#human").evaluate(
            "each => { const text = document.createRange(); text.selectNodeContents(each); "
            "return new Set([...text.getClientRects()].filter(one => one.width > 1).map(one => Math.round(one.top))).size }"
        )
        assert lines == 1


async def _write_from_the_desk(site: Site, words: str) -> None:
    async with site.house.database.read() as connection:
        row = (await connection.exec_driver_sql("SELECT id FROM conversation")).first()
    if (await desk.standing(site.house, row.id)).state != desk.HELD:
        await desk.take_over(site.house, row.id, "camille")
    await desk.say(site.house, row.id, "camille", words)


async def test_a_message_that_arrives_never_moves_who_reads_above(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    for _ in range(4):
        await ask(page, "Proch'IA ?")
    await page.locator("#scroll").evaluate("each => each.scrollTo(0, 40)")
    await page.wait_for_timeout(200)
    await _write_from_the_desk(site, "Bonjour, je suis là.")
    new = page.get_by_role("button", name="Nouveau message")
    await expect(new).to_be_visible()
    await expect(page.locator("li.agent")).to_have_count(1)
    assert await page.locator("#scroll").evaluate("each => each.scrollTop") == 40
    await new.click()
    await expect(new).to_be_hidden()
    await expect(page.locator("li.house").last).to_be_in_viewport()


async def test_a_person_already_there_is_said_to_be_there(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    await _write_from_the_desk(site, "Bonjour.")
    await expect(page.locator("li.agent")).to_be_visible()
    await page.locator("#human").click()
    await expect(page.locator("#notice")).to_contain_text("Un agent est déjà avec vous")
    await expect(page.locator("li.you")).to_have_count(1)
    assert await focused(page) == "text"


async def test_sending_again_keeps_the_order_and_says_why_it_failed(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("ERR_", "Failed"))
    await page.route("**/w/messages", lambda route: route.abort())
    await write(page, "Proch'IA ?")
    await expect(page.locator("li.you .state").first).to_contain_text("Le service ne répond pas")
    await write(page, "bonjour")
    await page.unroute("**/w/messages")
    await page.get_by_role("button", name="Renvoyer").first.click()
    await expect(page.locator("li.you[data-state=sent]")).to_have_count(2)
    assert site.house.engines.current.heard == ["Proch'IA ?", "bonjour"]
    order = await page.locator("#transcript > li").evaluate_all("all => all.slice(3).map(each => each.className)")
    assert order == ["from you", "from assistant", "from you", "from assistant"]
    states = await page.locator("li.you .state").all_inner_texts()
    assert states == ["", "Envoyé"]


async def test_the_dots_of_who_writes_are_whole(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    for _ in range(2):
        await ask(page, "Proch'IA ?")

    async def slow(route) -> None:  # type: ignore[no-untyped-def]
        await asyncio.sleep(0.7)
        await route.continue_()

    await page.route("**/w/messages", slow)
    await write(page, "bonjour")
    for dot in await page.locator(".dot").all():
        await expect(dot).to_be_in_viewport(ratio=1)
    await expect(page.locator("#typing")).to_be_hidden()


async def test_a_persons_own_words_stay_in_sight_and_masking_is_said(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA, répondez à jeanne@exemple.fr")
    mine = page.locator("li.you .bubble")
    await expect(mine).to_contain_text("jeanne@exemple.fr")
    await expect(mine).to_contain_text("masqué avant d’être gardé")
    assert "jeanne" not in await page.evaluate("JSON.stringify(sessionStorage)")
    await page.reload()
    await expect(mine).to_contain_text("<EMAIL>")


async def test_a_refused_number_leaves_the_screen_with_its_sentence(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "mon numéro est 2 69 05 49 588 157 80")
    await expect(page.locator("li.you .bubble")).to_contain_text("Message retiré de l’écran")
    assert "157" not in await page.locator("#transcript").inner_text()
    await expect(page.locator("li.assistant").last).to_contain_text("sécurité sociale")


async def test_in_danger_numbers_are_called_by_a_press_and_no_opinion_is_asked(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await write(page, "je veux me suicider")
    await expect(page.locator('a[href="tel:3114"]').first).to_be_visible()
    assert await page.locator(".thumbs").count() == 0
    await page.reload()
    await expect(page.locator('a[href="tel:3114"]').first).to_be_visible()
    assert await page.locator(".thumbs").count() == 0


async def test_characters_are_counted_as_the_server_does(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await page.locator("#text").fill("😀" * 1_001)
    await expect(page.locator("#hint")).to_contain_text("1 caractère en trop")
    await page.locator("#text").fill("😀" * 1_000)
    await page.locator("#text").press("Enter")
    await expect(page.locator("li.you[data-state=sent]")).to_have_count(1)


async def test_enter_while_an_input_method_composes_sends_nothing(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await page.locator("#text").fill("ni hao")
    await page.locator("#text").evaluate(
        "each => each.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, cancelable: true}))"
    )
    await expect(page.locator("li.you")).to_have_count(0)


async def test_focus_goes_to_the_first_field_of_the_form_and_never_to_nothing(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await write(page, "/humain")
    await expect(page.locator("#contact-name")).to_be_focused()
    assert await page.evaluate("document.activeElement !== document.body")


async def test_an_address_is_a_link_that_says_it_opens_a_tab(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/")
    await ask(page, "voyez www.cnil.fr/fr et jeanne.dupont chez moi.")
    link = page.locator("li.assistant .text a")
    await expect(link).to_have_count(1)
    assert await link.get_attribute("href") == "https://www.cnil.fr/fr"
    await expect(link).to_have_text("www.cnil.fr/fr (nouvel onglet)")


async def test_a_line_is_announced_when_a_message_fails(site: Site, open_page: Opener) -> None:
    page = await open_page(f"{site.url}/w/", tolerated=("403",))
    await page.route("**/w/messages", lambda route: route.fulfill(status=403, body="{}"))
    await write(page, "Proch'IA ?")
    await expect(page.locator("li.you .state")).to_contain_text("Le service a refusé ce message")
    assert any("Le service a refusé ce message" in each for each in await said(page))


async def test_a_link_that_answers_no_more_is_said_under_the_answer(site: Site, open_page: Opener) -> None:
    dead = Link("https://www.hautsdefrance.fr/ia", "gone", None, 2, site.house.clock(), site.house.clock())
    async with site.house.database.write() as connection:
        await links.keep(connection, dead)
    brought = await opening.read(site.house.database.read, today=site.house.in_force().today)
    site.house.region = brought.over(site.house.in_force())
    page = await open_page(f"{site.url}/w/")
    await ask(page, "Proch'IA ?")
    await expect(page.locator(".sources li").first).to_contain_text("le lien ne répond plus")
    await expect(page.locator(".sources li").nth(1)).not_to_contain_text("ne répond plus")
    quoted = "https://www.hautsdefrance.fr/ia#:~:text=permettre%20%C3%A0%20chaque%20habitant"
    assert await page.locator(".sources li a").first.get_attribute("href") == quoted
    plain = await open_page(f"{site.url}/assistant", java_script_enabled=False)
    await plain.locator("#text").fill("Proch'IA ?")
    await plain.get_by_role("button", name="Envoyer").click()
    await expect(plain.locator(".sources li").first).to_contain_text("le lien ne répond plus")
