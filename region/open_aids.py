"""The aids that another public service says are open on a territory: asked when needed, told as that service's word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from region import formats
from region.moments import PARIS
from region.records import Source
from region.wordings import say as own

SITE = "https://aides-territoires.beta.gouv.fr"
NAME = "Aides-territoires"
HOME = Source(NAME, SITE, "officiel")


class AidsUnavailable(Exception):
    """The service gives nothing, and gave nothing lately; `refused` when it does not accept our token."""

    def __init__(self, *, refused: bool = False) -> None:
        super().__init__(NAME)
        self.refused = refused


@dataclass(frozen=True)
class OpenAid:
    """One aid as the service describes it; None is what it does not say."""

    name: str
    url: str
    deadline: date | None = None
    updated_on: date | None = None
    financers: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """What the service said, as texts an answer may hold."""
        days = (self.deadline, self.updated_on)
        return (self.name, self.url, *self.financers, *(formats.day(each) for each in days if each))

    @property
    def source(self) -> Source:
        """The service's page of this aid, with the day it last changed there."""
        said = formats.day(self.updated_on) if self.updated_on else own("not_dated")
        return Source(f"{NAME}, {self.name}", self.url, "officiel", self.updated_on, said)

    def to_dict(self) -> dict[str, Any]:
        """`{"name", "url", "deadline", "updated_on", "financers"}`, days as ISO texts."""
        days = {name: day.isoformat() if (day := getattr(self, name)) else None for name in ("deadline", "updated_on")}
        return {"name": self.name, "url": self.url, **days, "financers": list(self.financers)}


@dataclass(frozen=True)
class OpenAids:
    """The aids read at an instant, three at most; `late` when the service gives no newer answer."""

    aids: tuple[OpenAid, ...]
    read_at: datetime
    late: bool = False

    def to_dict(self) -> dict[str, Any]:
        """`{"service", "read_at", "late", "aids"}`."""
        aids = [each.to_dict() for each in self.aids]
        return {"service": NAME, "read_at": self.read_at.isoformat(), "late": self.late, "aids": aids}


class OpenAidsService(Protocol):
    """Who is asked; the answer comes within a few seconds whatever happens outside."""

    async def find(self, who: str, where: str) -> OpenAids:
        """The open aids for a kind of body (`org_type`) in a commune or department (its code). Raises AidsUnavailable."""
        ...

    def serves(self, who: Any) -> bool:
        """Whether the service knows this kind of body."""
        ...


async def beside(service: OpenAidsService | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What goes beside the verdicts of a case, as JSON: `{"open_aids": {…}}`; nothing where it is not asked.

    `facts` are those of region.facts.read; a service that gives nothing is `{"service", "unavailable": True}`.
    """
    who, where = facts.get("org_type"), facts.get("commune") or facts.get("departement")
    if service is None or not where or not service.serves(who):
        return {}
    try:
        return {"open_aids": (await service.find(str(who), str(where))).to_dict()}
    except AidsUnavailable:
        return {"open_aids": {"service": NAME, "unavailable": True}}


def lines(found: OpenAids, say: Mapping[str, str]) -> list[str]:
    """One line an aid, and one more when the answer is not of now."""
    told = [_line(each, say) for each in found.aids]
    if found.late:
        local = found.read_at.astimezone(PARIS)
        told.append(say["open_aids.late"].format(day=formats.day(local.date()), hour=formats.clock_time(local.time())))
    return told


def _line(aid: OpenAid, say: Mapping[str, str]) -> str:
    until = say["open_aids.until"].format(day=formats.day(aid.deadline)) if aid.deadline else say["open_aids.always"]
    by = f" ({', '.join(aid.financers)})" if aid.financers else ""
    return say["open_aids.one"].format(name=aid.name, by=by, until=until)
