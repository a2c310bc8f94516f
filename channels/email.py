"""Carries the letters of alerts by e-mail: from the outbox, each at most once, tried again where the server does not answer."""

import asyncio
import logging
import smtplib
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from bot.desk import alert_letters, smtp
from bot.desk.alert_letters import CHANNEL
from bot.house import House
from bot.running.following import follow
from bot.store import parcels
from bot.store.parcels import Parcel
from web.typography import french

log = logging.getLogger(__name__)
EVERY_SECONDS = 60.0
LOOK_SECONDS = 3600.0
AGAIN = timedelta(minutes=10)
MOST_TRIES = 50


async def run(house: House, stop: asyncio.Event) -> None:
    """Carry letters until `stop`, by the server of BEFFROI_SMTP_URL."""
    async with house.database.write() as connection:
        await parcels.own_up(connection, CHANNEL)
    await follow(house.signals, ["outbox"], lambda: deliver(house), stop, every=EVERY_SECONDS)


async def watch(house: House, stop: asyncio.Event) -> None:
    """Look at the aids now, each hour and when the data change."""
    await follow(house.signals, ["data"], lambda: alert_letters.look(house), stop, every=LOOK_SECONDS)


async def deliver(house: House) -> int:
    """Send what may be sent now; returns how many letters left."""
    async with house.database.read() as connection:
        waiting = await parcels.awaited(connection, CHANNEL)
    return sum([await _next(house, alert) for alert in waiting])


async def _next(house: House, alert: str) -> int:
    async with house.database.read() as connection:
        parcel = await parcels.first(connection, CHANNEL, alert)
    if parcel is None or parcel.not_before > house.clock():
        return 0
    async with house.database.write() as connection:
        if not await parcels.start(connection, parcel):
            return 0
    row = await alert_letters.of_letter(house, alert)
    status = await _sent(house, row, parcel) if row else "closed"
    async with house.database.write() as connection:
        if status == "pending":
            await parcels.postpone(connection, parcel, part=parcel.part + 1, until=house.clock() + AGAIN)
        else:
            await parcels.settle(connection, parcel, status, at=house.clock())
    return int(status == "sent")


async def _sent(house: House, row: Any, parcel: Parcel) -> str:
    """Return what became of a letter; a refused address is not tried again."""
    try:
        await asyncio.to_thread(smtp.send, house.settings.smtp_url, written(house, row, str(parcel.body["kind"])))
    except smtplib.SMTPRecipientsRefused:
        return "refused"
    except (OSError, smtplib.SMTPException) as error:
        log.warning("letter not sent: %s", type(error).__name__)
        return "pending" if parcel.part + 1 < MOST_TRIES else "refused"
    return "sent"


def written(house: House, row: Any, kind: str) -> EmailMessage:
    """Return a letter: what is told, the page that says more, and the way to stop in one click (RFC 8058)."""
    held = house.in_force().catalogue
    programme = held.programmes.get(row.programme)
    page = f"{house.settings.public_url}/alerte/{row.token}"
    values = {
        "title": programme.title if programme else row.programme, "page": page, "stop": f"{page}/arreter",
        "rules": f"{house.settings.public_url}/regles/{row.programme}",
        "service": held.service.service_name,
    }  # fmt: skip
    message = EmailMessage()
    message["Subject"] = french(house.wordings.say(f"mail_{kind}_subject", **values))
    message["From"], message["To"] = smtp.sender(house.settings.smtp_url), row.email
    message["List-Unsubscribe"] = f"<{page}/arreter>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    end = house.wordings.say("mail_end", **values)
    message.set_content(french(f"{house.wordings.say(f'mail_{kind}', **values)}\n\n{end}\n"))
    return message
