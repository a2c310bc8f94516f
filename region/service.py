"""Who publishes the help desk, where to reach them, and what is still to be filled in before opening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from region import formats, opening_hours
from region.wordings import say

NOT_FILLED = say("not_filled")


@dataclass(frozen=True)
class Page:
    """An official page people may be sent to."""

    id: str
    title: str
    url: str


@dataclass(frozen=True)
class Service:
    """What service.yml holds. `official` is false until a Région publishes the service."""

    official: bool
    service_name: str
    assistant_name: str
    region: Mapping[str, str]
    departements: tuple[str, ...]
    publisher: Mapping[str, str | None]
    host: Mapping[str, str | None]
    dpo: Mapping[str, str | None]
    accessibility: Mapping[str, str | None]
    contact: Mapping[str, str | None]
    hours: tuple[Mapping[str, Any], ...] = ()
    pages: tuple[Page, ...] = field(default=())
    say: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)  # the pack's sentences

    def page(self, page_id: str) -> Page | None:
        """An official page by its id."""
        return next((page for page in self.pages if page.id == page_id), None)

    def places(self) -> Mapping[str, str | None]:
        """What a text may name as {service.x}: phone, email, address, region, publisher…"""
        return {
            "region": self.region["name"],
            "region_short": self.region["short_name"],
            "name": self.service_name,
            "publisher": self.publisher.get("name"),
            "dpo": self.dpo.get("email") or self.dpo.get("address"),
            **{name: self.contact.get(name) for name in ("phone", "email", "form", "address")},
            "reach": self._reach("service.nothing", ("phone", "email", "form")),
            "reach_simple": self._reach("service.nothing_simple", ("phone", "email")),
        }

    def _reach(self, nothing: str, names: tuple[str, ...]) -> str:
        """Where to reach the service, in sentences: what was filled in, or that nothing is known."""
        if not self.say:
            return ""
        known = [self.say[f"service.{name}"].format(value=self.contact[name]) for name in names if self.contact[name]]
        staffed = [opening_hours.staffed(each["days"], each["from"], each["to"], self.say) for each in self.hours]
        if staffed:
            known.append(self.say["service.hours"].format(value=formats.joined(staffed)))
        return " ".join(known) or self.say[nothing]

    def values(self) -> dict[str, str | None]:
        """What is filled in, as « contact.phone » and its value."""
        parts = ("publisher", "host", "dpo", "accessibility", "contact")
        return {f"{part}.{name}": value for part in parts for name, value in getattr(self, part).items()}

    def to_fill(self) -> Iterator[str]:
        """What is empty and must be filled before opening: « dpo.email »…"""
        for part in ("publisher", "host", "dpo", "accessibility", "contact"):
            yield from (f"{part}.{name}" for name, value in getattr(self, part).items() if not value)
        if not self.hours:
            yield "hours.weekdays"
        if not self.official:
            yield "official"


def said(value: str | None) -> str:
    """A value as people read it: « non renseigné » where nobody filled it."""
    return value or NOT_FILLED
