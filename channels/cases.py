"""A checked case as pages pass it on: what was stated and about which aid, in a form's body or in a conversation's message."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.house import House
from channels import history, session
from channels.web.talk import CHANNEL, MOST_POSITION
from region import all_aids, eligibility, facts
from region.eligibility import Verdict
from region.facts import BadFacts
from region.in_force import InForce
from web import asked

LONGEST = 4_000


@dataclass(frozen=True)
class Case:
    """What was stated, the verdict on the aid it is about (None: on none yet), what was in force, and the session it came from."""

    facts: Mapping[str, Any]
    verdict: Verdict | None
    region: InForce
    token: str = ""

    @property
    def passed(self) -> str:
        """The case as a hidden field passes it on."""
        programme = self.verdict.programme.slug if self.verdict else None
        return json.dumps({"programme": programme, "facts": facts.plain(self.facts)}, ensure_ascii=False)

    def about(self, programme: str | None) -> str:
        """The same case about another aid, or about none yet, as a hidden field passes it on."""
        return json.dumps({"programme": programme, "facts": facts.plain(self.facts)}, ensure_ascii=False)

    @property
    def said(self) -> list[tuple[str, str]]:
        """Each fact with its label, as people read them."""
        return facts.listed(self.facts, gazetteer=self.region.gazetteer)


async def read(house: House, form: Mapping[str, Any]) -> Case:
    """The case of a form: its field `cas`, else the message of a conversation. Raises HTTPNotFound, HTTPBadRequest."""
    token = str(form.get("session", ""))
    given = _passed(str(form["cas"])) if form.get("cas") else await _told(house, token, form.get("position"))
    try:
        stated = facts.read(given.get("facts") or {})
    except BadFacts as error:
        raise web.HTTPBadRequest from error
    region = house.in_force()
    return Case(stated, _verdict(given.get("programme"), stated, region), region, token)


def kept(house: House, verdict: Mapping[str, Any]) -> Case | None:
    """The case of a verdict kept under a reference, on today's rules; None where its aid is gone."""
    region, stated = house.in_force(), facts.read(verdict.get("facts") or {})
    if verdict.get("programme") not in region.catalogue.programmes:
        return None
    return Case(stated, _verdict(verdict["programme"], stated, region), region)


def every(case: Case) -> tuple[Verdict, ...]:
    """Where every aid stands for the case, the most open first."""
    region = case.region
    programmes = region.catalogue.programmes.values()
    return all_aids.assess(programmes, case.facts, territory=region.territory, today=region.today).verdicts


async def conversation(house: House, case: Case) -> str | None:
    """The conversation a case came from, whose erasure takes along what is kept of it."""
    sender = session.sender(house.settings.secret_key, case.token)
    found = await history.open_conversation(house, CHANNEL, sender) if sender else None
    return found.id if found else None


def _passed(raw: str) -> Mapping[str, Any]:
    try:
        given = json.loads(raw) if len(raw) <= LONGEST else None
    except (ValueError, RecursionError) as error:
        raise web.HTTPBadRequest from error
    if not isinstance(given, dict):
        raise web.HTTPBadRequest
    return given


async def _told(house: House, token: str, position: Any) -> Mapping[str, Any]:
    sender, place = session.sender(house.settings.secret_key, token), asked.number(position)
    if sender is None or place is None or place > MOST_POSITION:
        raise web.HTTPNotFound
    said = await history.message_at(house, sender, place) or {}
    told = said.get("verdict") or said.get("case")
    if not told:
        raise web.HTTPNotFound
    return told  # type: ignore[no-any-return]


def _verdict(slug: Any, stated: Mapping[str, Any], region: InForce) -> Verdict | None:
    programme = region.catalogue.programmes.get(slug) if isinstance(slug, str) else None
    if slug is not None and programme is None:
        raise web.HTTPNotFound
    if programme is None:
        return None
    return eligibility.check(programme, stated, territory=region.territory, today=region.today)
