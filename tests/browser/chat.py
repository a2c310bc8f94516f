"""What a person does in the chat window, in words of the person."""

from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.async_api import Frame, Page, expect

from tests.channels.serving import typed

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
LAUNCHER = "Une question sur l’IA ?"


async def write(chat: Page | Frame, text: str) -> None:
    await chat.locator("#text").fill(text)
    await chat.locator("#text").press("Enter")


async def ask(chat: Page | Frame, text: str) -> None:
    """Write a question and wait for its answer."""
    before = await chat.locator("li.assistant").count()
    await write(chat, text)
    await expect(chat.locator("li.assistant")).to_have_count(before + 1)


async def verdict(chat: Page | Frame) -> None:
    await ask(chat, "Ma commune peut-elle être aidée ?")
    await chat.get_by_role("button", name="Du matériel").click()
    await chat.get_by_role("button", name="Valider").click()
    await expect(chat.locator(".verdict")).to_be_visible()


async def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong in the page and in every frame of it."""
    found = []
    for frame in page.frames:
        await frame.evaluate(AXE)
        result: dict[str, Any] = await frame.evaluate(
            "axe.run(document, {resultTypes: ['violations'], iframes: false})"
        )
        for each in result["violations"]:
            places = [str(node["target"]) + node.get("failureSummary", "")[:200] for node in each["nodes"][:3]]
            found.append(f"{each['id']}: {places}")
    return found


async def said(chat: Page | Frame) -> list[str]:
    """Return what the screen reader's region was given, in order, as one would type it."""
    return [typed(text) for text in await chat.locator("#status > p").all_inner_texts()]


async def enlarge_text(page: Page, percent: int) -> None:
    """Do what a person does in the browser's settings: a larger font, no zoom."""
    session = await page.context.new_cdp_session(page)
    sizes = {"standard": 16 * percent // 100, "fixed": 13 * percent // 100}
    await session.send("Page.setFontSizes", {"fontSizes": sizes})


async def focused(chat: Page | Frame) -> str:
    return await chat.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
