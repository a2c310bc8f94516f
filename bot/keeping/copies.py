"""The copy of what is kept of a person, as data and as a text they can read."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.engine import Row

from bot.clock import PARIS
from bot.house import House
from bot.keeping.rights import conversation_ids, reference
from bot.store.alert_tables import alerts
from bot.store.desk_tables import case_files, notes
from bot.store.tables import transcripts
from region import formats
from region.wordings import Wordings

Typeset = Callable[[str], str]


async def export(house: House, channel: str, sender: str) -> dict[str, Any]:
    """Return what is kept of a person: `{"channel", "reference", "exported_at", "turns": [{"at", "you", "assistant"}]}`,
    with the `notes` of agents, the `cases` kept under a reference and the `alerts` asked for."""
    async with house.database.read() as connection:
        ids = await conversation_ids(connection, channel, sender)

        async def of(table: Table) -> list[Row]:
            mine = select(table).where(table.c.conversation_id.in_(ids)).order_by(*table.primary_key)
            return list(await connection.execute(mine))

        return {
            "channel": channel,
            "reference": reference(ids[-1]) if ids else None,
            "exported_at": _seconds(house.clock()),
            "turns": [_turn(row) for row in await of(transcripts)],
            "notes": [{"at": _seconds(row.at), "text": row.text} for row in await of(notes)],
            "cases": [{"reference": row.reference, "verdict": row.verdict} for row in await of(case_files)],
            "alerts": [
                {"email": row.email, "programme": row.programme, "facts": row.facts} for row in await of(alerts)
            ],
        }


def _turn(row: Row) -> dict[str, Any]:
    return {
        "at": _seconds(row.at),
        "you": row.text,
        "understood": row.intent,
        "assistant": [message["text"] for message in row.reply],
        "sources": [source for message in row.reply for source in message.get("sources", [])],
        "thumb": row.thumb,
    }


def _seconds(instant: datetime) -> str:
    """Return an instant as ISO writes it in Paris, to the second."""
    return instant.astimezone(PARIS).isoformat(timespec="seconds")


def as_json_file(exported: Mapping[str, Any]) -> dict[str, str]:
    """Return a copy as `{"name", "media_type", "content"}`, for a person to keep."""
    content = json.dumps(exported, ensure_ascii=False, indent=1)
    return {"name": "beffroi-mes-messages.json", "media_type": "application/json", "content": content}


def as_text_file(exported: Mapping[str, Any], wordings: Wordings, *, typeset: Typeset = str) -> dict[str, str]:
    """Return the copy a person reads: a heading, French times, and each answer with where it comes from.

    `typeset` sets what the service says; what a person wrote stays as it was typed.
    """
    if not exported["turns"]:
        return {"name": "beffroi-mes-messages.txt", "media_type": "text/plain", "content": ""}
    heading = wordings.say("copy_heading", at=_moment(exported["exported_at"]))
    heading += "\n" + wordings.say("copy_reference", reference=exported["reference"])
    turns = [_as_text(turn, wordings, typeset) for turn in exported["turns"]]
    notes = [f"{_moment(note['at'])}\n{note['text']}" for note in exported["notes"]]
    content = "\n\n".join([typeset(heading), *turns, *([typeset(wordings.say("copy_notes")), *notes] if notes else [])])
    return {"name": "beffroi-mes-messages.txt", "media_type": "text/plain", "content": content}


def _as_text(turn: Mapping[str, Any], wordings: Wordings, typeset: Typeset) -> str:
    cited = [
        wordings.say("copy_source", source=", ".join(filter(None, (each["title"], each["url"], each["date_label"]))))
        for each in turn["sources"]
    ]
    answered = [typeset(each) for each in (*filter(None, turn["assistant"]), *dict.fromkeys(cited))]
    return "\n".join([typeset(_moment(turn["at"])), f"> {turn['you']}", *answered])


def _moment(iso: str) -> str:
    """« 25 novembre 2026, 14 h 30 »"""
    at = datetime.fromisoformat(iso)
    return f"{formats.day(at.date())}, {formats.clock_time(at.time())}"
