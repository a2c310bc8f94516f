"""Requests people leave for a person to answer: outside the conversation, with a number and a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import PARIS
from bot.house import House
from bot.store.desk_tables import contact_requests

NEW, ANSWERED = "new", "answered"


@dataclass(frozen=True)
class ContactRequest:
    """What a person leaves; at least one of `email` and `phone`. `token` makes a second sending harmless.

    A request about an aid names its `programme` and bears the `verdict` object it is about; one that contests a condition
    names it too.
    """

    token: str
    name: str
    message: str
    email: str | None = None
    phone: str | None = None
    transcript: str | None = None
    programme: str | None = None
    condition: str | None = None
    verdict: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Acknowledgement:
    """The receipt of a request: its number, its instant, and the service that answers (CRPA L112-11)."""

    number: str
    at: datetime
    service: str

    def to_dict(self) -> dict[str, str]:
        """Return `{"number", "at", "service"}`; `at` is in Paris, to the minute."""
        return {
            "number": self.number,
            "at": self.at.astimezone(PARIS).isoformat("T", "minutes"),
            "service": self.service,
        }


async def leave(house: House, request: ContactRequest) -> Acknowledgement:
    """Keep a request and acknowledge it; the same request sent twice gets the same acknowledgement."""
    now, service = house.clock(), house.in_force().catalogue.service.service_name
    async with house.database.write() as connection:
        await _alone(connection)  # before looking: two sendings at once must not both find nothing
        known = await _known(connection, request.token)
        if known:
            return known
        number = await _next_number(connection, now)
        await connection.execute(
            contact_requests.insert().values(
                number=number, token=request.token, service=service, name=request.name, email=request.email,
                phone=request.phone, message=request.message, transcript=request.transcript, status=NEW, created_at=now,
                programme=request.programme, condition=request.condition, verdict=request.verdict,
            )
        )  # fmt: skip
    await house.signals.publish("contact", number=number)
    return Acknowledgement(number, now, service)


async def listed(house: House, *, status: str = NEW, before: int | None = None, limit: int = 50) -> list[Any]:
    """Return the rows of a status, newest first, from before the row of id `before`."""
    query = select(contact_requests).where(contact_requests.c.status == status)
    if before is not None:
        query = query.where(contact_requests.c.id < before)
    async with house.database.read() as connection:
        return list(await connection.execute(query.order_by(contact_requests.c.id.desc()).limit(limit)))


async def answered(house: House, number: str, *, operator: str, answer: str) -> bool:
    """Write that a request was answered, and how; False if no such request waits."""
    async with house.database.write() as connection:
        done = await connection.execute(
            update(contact_requests)
            .where(contact_requests.c.number == number, contact_requests.c.status == NEW)
            .values(status=ANSWERED, answered_at=house.clock(), answered_by=operator, answer=answer)
        )
    return bool(done.rowcount)


async def _alone(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":
        await connection.exec_driver_sql("LOCK TABLE contact_request IN SHARE ROW EXCLUSIVE MODE")


async def _known(connection: AsyncConnection, token: str) -> Acknowledgement | None:
    row = (await connection.execute(select(contact_requests).where(contact_requests.c.token == token))).first()
    return Acknowledgement(row.number, row.created_at, row.service) if row else None


async def _next_number(connection: AsyncConnection, now: datetime) -> str:
    """Return « 2026-00042 »: the year in Paris and a rank that only grows."""
    year = now.astimezone(PARIS).year
    last = (
        await connection.execute(
            select(func.max(contact_requests.c.number)).where(contact_requests.c.number.like(f"{year}-%"))
        )
    ).scalar()
    return f"{year}-{int(last.split('-')[1]) + 1 if last else 1:05d}"
