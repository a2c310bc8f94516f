"""An aid built on screen: each case is played as one types, and its verdict is the one the command line gives."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from bot import project
from bot.house import House
from learning.export import everything
from learning.export.everything import Places
from region.files import SHIPPED
from tests.browser.chat import violations
from tests.browser.test_console import served, signed_in
from tests.learning.messages import ACT

__all__ = ["served"]
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
NAME = "cheque-essai"
STATED: tuple[dict[str, Any], ...] = (
    {"departement": "62", "headcount": 50}, {"departement": "62", "headcount": 51}, {"departement": "75", "headcount": 3},
    {"headcount": 3}, {"departement": "59"}, {},
)  # fmt: skip


async def test_an_aid_built_on_screen_gives_the_verdict_of_the_command_line(
    browser: Browser, served: tuple[str, House], tmp_path: Path
) -> None:
    url, house = served
    context = await signed_in(browser, url, house, viewport={"width": 390, "height": 800})
    page = await context.new_page()
    await page.goto(f"{url}/console/nouveau-dispositif")
    assert await violations(page) == []
    rules = await page.input_value("#rules")
    await page.fill("#name", NAME)
    await page.fill("#rules", rules.replace("nom-du-dispositif", NAME).replace("at_most: 50", "at_most: 40"))
    await expect(page.locator("#tried-told")).to_contain_text("2 cas sur 2")
    await page.fill("#rules", rules.replace("nom-du-dispositif", NAME).replace("at_most: 50", "at_most: 60"))
    await expect(page.locator("#tried-told")).to_contain_text("1 cas sur 2")
    await expect(page.locator("#tried")).to_contain_text("autre qu’attendu")
    await page.fill("#rules", rules.replace("nom-du-dispositif", NAME).replace("fact: headcount", "fact: effectif"))
    await expect(page.locator("#tried")).to_contain_text("le fait « effectif » n’existe pas")
    assert await violations(page) == []
    await page.fill("#rules", rules.replace("nom-du-dispositif", NAME))
    await expect(page.locator("#tried-told")).to_contain_text("Rien à corriger. 2 cas sur 2")
    await expect(page.locator("#tried-status")).to_contain_text("Rien à corriger.")
    assert not await page.evaluate("document.documentElement.scrollWidth > innerWidth")
    await page.fill("#comment", "dix entreprises le demandent")
    await page.focus("#comment")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".flash").first).to_contain_text("Règles en vigueur")
    assert await violations(page) == []

    answers = [
        await (await page.request.post(f"{url}/api/eligibility/{NAME}", data={"facts": each})).json() for each in STATED
    ]
    pack = await _exported(house, tmp_path)
    assert [each["verdict"] for each in answers] == [_told(pack, each)["verdict"] for each in STATED]
    assert {each["verdict"] for each in answers} == {"conditions_met", "conditions_not_met", "missing_information"}

    await page.click("text=Annuler cette version")
    gone = await page.request.post(f"{url}/api/eligibility/{NAME}", data={"facts": {}})
    assert gone.status == 404
    await context.close()


async def _exported(house: House, folder: Path) -> Path:
    """Write what the console holds into a copy of the files, as `beffroi learning export` does."""
    pack = folder / "pack"
    shutil.copytree(SHIPPED, pack)
    (folder / "examples").mkdir()
    await everything.export(house, ACT, Places(pack, folder / "examples", folder / "intents.yml"), added={})
    return pack


def _told(pack: Path, stated: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, "-m", "beffroi", "eligibility", NAME, "--facts", json.dumps(stated), "--json"]
    environment = os.environ | {"BEFFROI_PACK_DIR": str(pack), "RASA_TELEMETRY_ENABLED": "false"}
    done = subprocess.run(command, cwd=project.ROOT, env=environment, capture_output=True, text=True, check=True)
    read: dict[str, Any] = json.loads(done.stdout)
    return read
