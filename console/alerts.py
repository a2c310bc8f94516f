"""Writes to operators when a person calls or leaves a request; nothing of what the person wrote is in the mail."""

import asyncio
import logging
import smtplib
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from bot.house import House
from bot.running.waiting import first
from console import operators
from console.render import words
from console.roles import Right

log = logging.getLogger(__name__)
SECONDS = 10
FROM = "beffroi@localhost"


async def mail(house: House, stop: asyncio.Event) -> None:
    """Send a mail for each call and each request until `stop`; without BEFFROI_SMTP_URL, do nothing."""
    if not house.settings.smtp_url:
        await stop.wait()
        return
    news: asyncio.Queue[tuple[str, Mapping[str, Any]]] = asyncio.Queue(100)
    deaf = [
        house.signals.listen("desk", lambda value: _put(news, "call", value)),
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


async def _told(house: House, kind: str, value: Mapping[str, Any]) -> None:
    async with house.database.read() as connection:
        people = [each for each in await operators.everybody(connection) if each.active and Right.ANSWER in each.rights]
    to = [each.email for each in people if each.email]
    if not to:
        return
    message = written(house.settings.smtp_url, to, kind, value, public_url=house.settings.public_url)
    try:
        await asyncio.to_thread(send, house.settings.smtp_url, message)
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
    message["From"] = parse_qs(urlsplit(smtp_url).query).get("from", [FROM])[0]
    message["To"] = ", ".join(to)
    message.set_content(said[f"{kind}_body"].format(**values))
    return message


def send(smtp_url: str, message: EmailMessage) -> None:
    """Hand a mail to the server of `smtp://user:password@host:port` (`smtps://` from the first byte over TLS)."""
    where = urlsplit(smtp_url)
    client = smtplib.SMTP_SSL if where.scheme == "smtps" else smtplib.SMTP
    with client(where.hostname or "localhost", where.port or 0, timeout=SECONDS) as server:
        if where.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls()
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        server.send_message(message)
