"""The form by which a person leaves a request to an agent: outside the turn, unmasked, with a numbered receipt."""

import re
import secrets
from collections.abc import Mapping
from typing import Any

import phonenumbers
from aiohttp import web

from bot.desk import requests
from bot.desk.requests import ContactRequest
from bot.house import House
from bot.keeping import copies
from bot.store.database import DatabaseUnavailable
from channels import bodies, render, session
from channels.bodies import BadBody
from channels.refusals import refusal
from channels.web.talk import CHANNEL, HEADER
from channels.wordings import texts
from web import asked

LONGEST = {"name": 120, "email": 254, "phone": 40, "message": 2_000}
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
KEY = re.compile(r"[\w.-]{8,64}")
LONGEST_TRANSCRIPT = 20_000


def setup(app: web.Application, house: House) -> None:
    """Add `GET|POST /contact` (page) and `POST /w/contact` (chat frame)."""

    async def form(_: web.Request) -> web.Response:
        return _page(house, {}, {})

    async def posted(request: web.Request) -> web.Response:
        given = {name: str(value) for name, value in (await asked.form(request)).items()}
        errors = faults(given)
        if errors:
            return _page(house, given, errors, status=422)
        try:
            done = await requests.leave(house, _request(given))
        except DatabaseUnavailable:
            return _page(house, given, {}, status=503, note=texts("pages")["store_down"])
        return _page(house, {}, {}, done=done)

    async def sent(request: web.Request) -> web.Response:
        try:
            given = await bodies.read(request)
            wanted = {name: bodies.text(given, name, longest=8_000, required=False) or "" for name in (*LONGEST, "key")}
        except BadBody as error:
            return refusal(422, str(error))
        errors = faults(wanted)
        if errors:
            return web.json_response({"errors": errors}, status=422)
        sender = session.sender(house.settings.secret_key, request.headers.get(HEADER))
        try:
            transcript = await _transcript(house, sender) if given.get("join") is True and sender else None
            done = await requests.leave(house, _request(wanted, transcript=transcript))
        except DatabaseUnavailable:
            return refusal(503, "store_down")
        return web.json_response(done.to_dict())

    app.add_routes([web.get("/contact", form), web.post("/contact", posted), web.post("/w/contact", sent)])


def faults(given: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong, by field, as the key of a sentence (`wordings/widget.yml`, errors)."""
    said = {name: given.get(name, "").strip() for name in LONGEST}
    wrong = {name: "long" for name, longest in LONGEST.items() if len(said[name]) > longest}
    wrong |= {name: name for name in ("name", "message") if not said[name]}
    if not said["email"] and not said["phone"]:
        wrong["email"] = "contact"
    if said["email"] and not EMAIL.fullmatch(said["email"]):
        wrong["email"] = "email"
    if said["phone"] and not _phone(said["phone"]):
        wrong["phone"] = "phone"
    return wrong


def _phone(text: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(text, "FR"))
    except phonenumbers.NumberParseException:
        return False


def _request(given: Mapping[str, str], *, transcript: str | None = None) -> ContactRequest:
    said = {name: given.get(name, "").replace("\x00", "").strip() for name in LONGEST}
    key = given.get("key", "")
    return ContactRequest(
        token=key if KEY.fullmatch(key) else secrets.token_hex(16),
        name=said["name"],
        message=said["message"],
        email=said["email"] or None,
        phone=said["phone"] or None,
        transcript=transcript,
    )


async def _transcript(house: House, sender: str) -> str | None:
    """Return the masked conversation, joined because the person ticked the box."""
    said = copies.as_text_file(await copies.export(house, CHANNEL, sender), house.wordings)["content"]
    return said[-LONGEST_TRANSCRIPT:] or None


def _page(
    house: House, given: Mapping[str, str], errors: Mapping[str, str], *, status: int = 200, **values: Any
) -> web.Response:
    key = given.get("key") or secrets.token_hex(16)
    shown = {name: given.get(name, "") for name in LONGEST}
    known = {name: errors.get(name, "") for name in LONGEST}
    return render.page(
        house, "contact.html", status=status, here="contact", given=shown, key=key,
        errors=known, wrong=bool(errors),
        **({"done": None, "note": ""} | values),
    )  # fmt: skip
