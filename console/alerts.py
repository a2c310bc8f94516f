"""Writes to operators when a person calls or leaves a request; nothing of what the person wrote is in the mail."""

import asyncio
import logging
import smtplib
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

from bot.desk import smtp
from bot.house import House
from bot.running.waiting import first
from console import operators
from console.operators import Operator
from console.render import words
from console.roles import Right

log = logging.getLogger(__name__)


async def mail(house: House, stop: asyncio.Event) -> None:
    """Send a mail for each call and each request until `stop`; without BEFFROI_SMTP_URL, do nothing."""
    if not house.settings.smtp_url:
        await stop.wait()
        return
    news: asyncio.Queue[tuple[str, Mapping[str, Any]]] = asyncio.Queue(100)
    deaf = [
        house.signals.listen("desk", lambda value: _put(news, "given" if _given(value) else "call", value)),
        house.signals.listen("contact", lambda value: _put(news, "request", value)),
    ]
    heard = asyncio.Event()
    deaf += [house.signals.listen(kind, lambda _: heard.set()) for kind in ("desk", "contact")]
    try:
        while not stop.is_set():
            heard.clear()
            while not news.empty():
                await _told(house, *news.get_nowait())
            await first(heard, stop)
    finally:
        for forget in deaf:
            forget()


def _put(news: asyncio.Queue[tuple[str, Mapping[str, Any]]], kind: str, value: Mapping[str, Any]) -> None:
    """Queue what concerns a person; a change of presence is a signal of the desk too, and says nothing."""
    if (kind == "request" or value.get("id")) and not news.full():
        news.put_nowait((kind, value))


def _given(value: Mapping[str, Any]) -> bool:
    """Tell whether a colleague gives a conversation to somebody, or to a service."""
    return bool(value.get("operator") or value.get("service"))


def _concerned(each: Operator, value: Mapping[str, Any]) -> bool:
    return not _given(value) or each.name == value["operator"] or (each.service or "") == value["service"]


async def _told(house: House, kind: str, value: Mapping[str, Any]) -> None:
    async with house.database.read() as connection:
        people = [each for each in await operators.everybody(connection) if each.active and Right.ANSWER in each.rights]
    to = [each.email for each in people if each.email and _concerned(each, value)]
    if not to:
        return
    message = written(house.settings.smtp_url, to, kind, value, public_url=house.settings.public_url)
    try:
        await asyncio.to_thread(smtp.send, house.settings.smtp_url, message)
    except (OSError, smtplib.SMTPException) as error:
        house.metrics.outside.labels("smtp").inc()
        log.warning("alert not sent: %s", type(error).__name__)


def written(smtp_url: str, to: list[str], kind: str, value: Mapping[str, Any], *, public_url: str) -> EmailMessage:
    """Return the mail of a call or of a request: a number and a link."""
    said = words()["mail"]
    page = "/console/demandes" if kind == "request" else f"/console/conversations/{value.get('id', '')}"
    values = {"number": value.get("number", ""), "url": public_url + page}
    message = EmailMessage()
    message["Subject"] = said[f"{kind}_subject"].format(**values)
    message["From"] = smtp.sender(smtp_url)
    message["To"] = ", ".join(to)
    message.set_content(said[f"{kind}_body"].format(**values))
    return message
