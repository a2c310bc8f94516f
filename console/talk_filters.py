"""What a list of conversations is narrowed by, as conditions of the database."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, select

from bot.clock import PARIS
from bot.outcome import Outcome
from bot.store.desk_tables import assignments, waits
from bot.store.tables import conversations, transcripts
from console.tables import tags
from learning.sentences import intents

UNSURE = 0.5


@dataclass(frozen=True)
class Filters:
    """What an operator looks for; empty means anything."""

    channel: str = ""
    topic: str = ""
    intent: str = ""
    outcome: str = ""
    thumb: str = ""
    unsure: bool = False
    tag: str = ""
    text: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None


def conditions(wanted: Filters) -> list[Any]:
    """Return what the turns of a conversation must hold for the filters to choose it."""
    table = transcripts
    told = [table.c.outcome != Outcome.OPERATOR]
    if wanted.channel:
        told.append(table.c.channel == wanted.channel)
    if wanted.outcome:
        told.append(table.c.outcome == wanted.outcome)
    if wanted.intent:
        told.append(table.c.intent == wanted.intent)
    elif wanted.topic:
        told.append(table.c.intent.in_([each.id for each in intents.by_topic().get(wanted.topic, [])]))
    if wanted.thumb in ("1", "-1"):
        told.append(table.c.thumb == int(wanted.thumb))
    if wanted.unsure:
        told.append(and_(table.c.confidence < UNSURE, table.c.pressed.is_(False)))
    told += [table.c.text.ilike(f"%{_plain(word)}%", escape="\\") for word in wanted.text.split()]
    if wanted.since:
        told.append(table.c.at >= datetime.combine(wanted.since, time(), PARIS))
    if wanted.until:
        told.append(table.c.at < datetime.combine(wanted.until + timedelta(days=1), time(), PARIS))
    return told + _states(wanted)


def _plain(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _states(wanted: Filters) -> list[Any]:
    mine = transcripts.c.conversation_id
    told = []
    if wanted.tag:
        told.append(mine.in_(select(tags.c.conversation_id).where(tags.c.tag == wanted.tag)))
    if wanted.state == "attente":
        told.append(mine.in_(select(waits.c.conversation_id)))
    if wanted.state == "confiee":
        told.append(mine.in_(select(assignments.c.conversation_id)))
    if wanted.state == "tenue":
        told.append(mine.in_(select(conversations.c.id).where(conversations.c.held_by.isnot(None))))
    return told
