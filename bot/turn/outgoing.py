"""What leaves the house: the first notice, the outcome of a reply, and the guard that lets no invented fact out."""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.house import House
from bot.outcome import Outcome
from bot.replies import Message, Reply
from bot.turn.guard import Fact, allowed_from, declared, guard, strings_in
from bot.turn.passing import Received, to_a_person
from nlu import intents
from nlu.french import tokens
from nlu.words import words
from region.catalogue import Catalogue
from region.in_force import InForce

log = logging.getLogger(__name__)
REACHED_BY = frozenset({"email", "phone"})
APART = re.compile(r"<[A-Z]+>|\d+")
UNANSWERED = intents.where(lambda intent: intent.unanswered)


def first_notice(house: House, in_force: InForce) -> str:
    """Return what the law wants read before anything else, in plain text (docs/conformite)."""
    service = in_force.catalogue.service
    say = house.wordings.say
    text = say(
        "first_message",
        service=service.service_name,
        days=house.settings.retention.dialogue,
        data_link=f"{say('first_message_my_data')} ({house.settings.public_url}/donnees)",
        human_link=f"{say('first_message_human')} (/humain)",
    )
    return text if service.official else f"{say('demonstration')} {text}"


def outcome(reply: Reply) -> Outcome:
    """Return how a turn that the dialogue led ended: answered, verdict or fallback."""
    if any(message.verdict for message in reply.messages):
        return Outcome.VERDICT
    if reply.understanding.ambiguous or reply.understanding.name in UNANSWERED:
        return Outcome.FALLBACK
    return Outcome.ANSWERED


def left_to_be_reached(text: str, kinds: Iterable[str], reply: Reply) -> bool:
    """Say whether a message left a way to be called back and asked nothing else, or nothing that is understood."""
    if not REACHED_BY & set(kinds):
        return False
    return reply.understanding.name in (None, "out_of_scope") or _only_reached(text)


def _only_reached(text: str) -> bool:
    """« vous pouvez me joindre à <EMAIL> » says nothing but that; « c'est <EMAIL> ? » asks."""
    known = words(Path(__file__).with_name("reached.yml"))
    said = set(tokens(APART.sub(" ", text)))
    return said <= set(known["words"].split()) and ("?" not in text or bool(said & set(known["self"])))


def checked(reply: Reply, house: House, turn: Received, *, slots: Mapping[str, Any]) -> Reply:
    """Return the reply with each message that holds a fact nobody gave replaced by « je ne sais pas ».

    A fact may come from a record, service.yml, a setting, what the person stated, or what an action found and
    declared beside its text (`sources`, `verdict`, `facts`).
    """
    stated = [turn.text, *strings_in(dict(slots)), *strings_in([dict(each) for each in reply.understanding.entities])]
    return reply.with_messages([_checked(message, stated, house, turn.in_force) for message in reply.messages])


def _checked(message: Message, stated: list[str], house: House, in_force: InForce) -> Message:
    engine = house.engines.current
    if engine is not None and message.text in engine.fixed:  # its example, « 90 000 € », is no record's
        return message
    facts = known(in_force.catalogue, house.settings.public_url)
    if guard(message.text, facts).ok:  # most replies: what else may be said need not be worked out
        return message
    found = [*strings_in([source.to_dict() for source in message.sources]), *strings_in(message.verdict)]
    besides = allowed_from((), stated={*stated, *message.facts})
    verdict = guard(message.text, facts.union(besides, *map(declared, dict.fromkeys(found))))
    if verdict.ok:
        return message
    log.error("a reply was kept in: no record knows its %s", ", ".join(verdict.kinds))
    house.metrics.failures.labels("guard").inc()
    for kind in verdict.kinds:
        house.metrics.blocked.labels(kind).inc()
    return Message(house.wordings.say("blocked"), buttons=(to_a_person(house.wordings),))


@lru_cache(maxsize=2)
def known(held: Catalogue, site: str) -> frozenset[Fact]:
    """Return every fact a catalogue holds, worked out once for each."""
    texts = _texts([held.records, dict(held.programmes), held.service, dict(held.wordings)])
    return allowed_from(set(texts), sites=[site])  # a phrase that a hundred records repeat is read once


def _texts(value: Any) -> Iterator[str]:
    """Yield every text inside values made of dataclasses, mappings and lists."""
    if is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _texts(each)
    else:
        yield from strings_in(value)
