"""The form by which anybody proposes a question the assistant must answer: no name, no address, masked before it is kept."""

import re
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from markupsafe import Markup

from bot.house import House
from bot.store.database import DatabaseUnavailable
from console import render
from learning.models import proposed
from web import asked
from web.shell import SHELL, Shell

PATH = "/transparence/proposer"
LONGEST = {"question": 300, "answer": 1_000, "source": 500}
KEY = re.compile(r"[\w.-]{8,64}")


def setup(app: web.Application, house: House) -> None:
    """Add `GET|POST /transparence/proposer`."""

    async def form(request: web.Request) -> web.Response:
        return _page(house, request.app[SHELL], {})

    async def posted(request: web.Request) -> web.Response:
        given = {name: str(value).strip() for name, value in (await asked.form(request)).items()}
        shell, errors = request.app[SHELL], faults(given)
        if errors:
            return _page(house, shell, given, errors, status=422)
        said = {name: given.get(name, "") for name in LONGEST}
        try:
            await proposed.propose(
                house, _key(given), text=said["question"], answer=said["answer"], source=said["source"]
            )
        except DatabaseUnavailable:
            return _page(house, shell, given, status=503, down=True)
        return _page(house, shell, {}, done=True)

    app.add_routes([web.get(PATH, form), web.post(PATH, posted)])


def faults(given: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong, by field, as the key of a sentence (`proposal_faults`)."""
    wrong = {name: f"long_{name}" for name, longest in LONGEST.items() if len(given.get(name, "")) > longest}
    if not given.get("question"):
        wrong["question"] = "question"
    if given.get("source") and "source" not in wrong and not _address(given["source"]):
        wrong["source"] = "source"
    return wrong


def _address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", text)


def _key(given: Mapping[str, str]) -> str:
    key = given.get("key", "")
    return key if KEY.fullmatch(key) else secrets.token_hex(16)


def _page(
    house: House, shell: Shell, given: Mapping[str, str], errors: Mapping[str, str] | None = None,
    *, status: int = 200, done: bool = False, down: bool = False,
) -> web.Response:  # fmt: skip
    shown: dict[str, Any] = {name: given.get(name, "") for name in LONGEST}
    body = render.fragment(
        "propose.html", given=shown, key=_key(given), errors=dict(errors or {}), done=done, down=down, longest=LONGEST,
        kept=house.settings.retention,
    )  # fmt: skip
    heading = "proposed" if done else "proposing_wrong" if errors else "proposing"
    page = shell.page(render.words()[heading], Markup(body))
    page.set_status(status)
    return page
