"""What a person may ask of their data: a copy, or to be forgotten; and what is forgotten with time."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import PARIS
from bot.house import House
from bot.store.alert_tables import alerts
from bot.store.desk_tables import case_files
from bot.store.tables import conversations, erasures, transcripts
from bot.wordings import Wordings
from region import formats


@dataclass(frozen=True)
class ErasureReceipt:
    """Proof of an erasure: a number, the instant, and how many rows went, by table."""

    number: str
    at: datetime
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def digest(house: House, channel: str, sender: str) -> str:
    """Return the keyed hash by which an erasure is remembered without the person."""
    key = house.settings.secret_key.encode()
    return hmac.new(key, f"{channel}\n{sender}".encode(), hashlib.sha256).hexdigest()


REFERENCE_DIGITS, GROUP = 16, 4


def reference(conversation_id: str) -> str:
    """Return what a person quotes to be found: « 0d5e-216c-206e-45f4 »; 64 bits that nobody can guess."""
    return "-".join(conversation_id[place : place + GROUP] for place in range(0, REFERENCE_DIGITS, GROUP))


async def erase(house: House, channel: str, sender: str) -> ErasureReceipt:
    """Delete every row of every table that belongs to the person's conversations on this channel."""
    now, columns = house.clock(), await house.database.tables()
    async with house.database.write() as connection:
        ids = await _conversation_ids(connection, channel, sender)
        letters = await _alert_ids(connection, ids) if ids else []
        counts = await _delete(connection, columns, [*ids, *letters]) if ids else {}
        mark = digest(house, channel, sender)
        await connection.execute(erasures.insert().values(digest=mark, counts=counts, at=now))
    for each in ids:
        house.memories.drop(each)
    await house.database.forget_pages()
    return ErasureReceipt(number(now, mark), now, counts)


def number(at: datetime, digest: str) -> str:
    """« 20261125-184000-a1b2c3 »: the number of a receipt, made again from what is kept of an erasure."""
    return f"{at.astimezone(PARIS):%Y%m%d-%H%M%S}-{digest[:6]}"


async def export(house: House, channel: str, sender: str) -> dict[str, Any]:
    """Return what is kept of a person: `{"channel", "reference", "exported_at", "turns": [{"at", "you", "assistant"}]}`,
    with the `cases` kept under a reference and the `alerts` asked for."""
    async with house.database.read() as connection:
        ids = await _conversation_ids(connection, channel, sender)
        rows = await connection.execute(
            select(transcripts).where(transcripts.c.conversation_id.in_(ids)).order_by(transcripts.c.id)
        )
        turns = [
            {
                "at": row.at.astimezone(PARIS).isoformat(timespec="seconds"),
                "you": row.text,
                "understood": row.intent,
                "assistant": [message["text"] for message in row.reply],
                "sources": [source for message in row.reply for source in message.get("sources", [])],
                "thumb": row.thumb,
            }
            for row in rows
        ]
        cases = await connection.execute(select(case_files).where(case_files.c.conversation_id.in_(ids)))
        asked = await connection.execute(select(alerts).where(alerts.c.conversation_id.in_(ids)))
        kept = {
            "cases": [{"reference": row.reference, "verdict": row.verdict} for row in cases],
            "alerts": [{"email": row.email, "programme": row.programme, "facts": row.facts} for row in asked],
        }
    return {
        "channel": channel,
        "reference": reference(ids[-1]) if ids else None,
        "exported_at": house.clock().astimezone(PARIS).isoformat(timespec="seconds"),
        "turns": turns,
        **kept,
    }


def as_json_file(exported: Mapping[str, Any]) -> dict[str, str]:
    content = json.dumps(exported, ensure_ascii=False, indent=1)
    return {"name": "beffroi-mes-messages.json", "media_type": "application/json", "content": content}


def as_text_file(exported: Mapping[str, Any], wordings: Wordings) -> dict[str, str]:
    """Return the copy a person reads: a heading, French times, and each answer with where it comes from."""
    if not exported["turns"]:
        return {"name": "beffroi-mes-messages.txt", "media_type": "text/plain", "content": ""}
    heading = wordings.say("copy_heading", at=_moment(exported["exported_at"]))
    heading += "\n" + wordings.say("copy_reference", reference=exported["reference"])
    turns = [_as_text(turn, wordings) for turn in exported["turns"]]
    content = "\n\n".join([heading, *turns])
    return {"name": "beffroi-mes-messages.txt", "media_type": "text/plain", "content": content}


def _as_text(turn: Mapping[str, Any], wordings: Wordings) -> str:
    cited = [
        wordings.say("copy_source", source=", ".join(filter(None, (each["title"], each["url"], each["date_label"]))))
        for each in turn["sources"]
    ]
    return "\n".join([_moment(turn["at"]), f"> {turn['you']}", *filter(None, turn["assistant"]), *dict.fromkeys(cited)])


def _moment(iso: str) -> str:
    """« 25 novembre 2026, 14 h 30 »"""
    at = datetime.fromisoformat(iso)
    return f"{formats.day(at.date())}, {formats.clock_time(at.time())}"


async def _conversation_ids(connection: AsyncConnection, channel: str, sender: str) -> list[str]:
    mine = (conversations.c.channel == channel, conversations.c.sender == sender)
    query = select(conversations.c.id).where(*mine).order_by(conversations.c.started_at)
    return [row.id for row in await connection.execute(query)]


async def _alert_ids(connection: AsyncConnection, ids: list[str]) -> list[str]:
    """The alerts asked for in these conversations: their letters are in the outbox under the alert's own id."""
    query = select(alerts.c.id).where(alerts.c.conversation_id.in_(ids))
    return [row.id for row in await connection.execute(query)]


async def _delete(connection: AsyncConnection, columns: Mapping[str, list[str]], ids: list[str]) -> dict[str, int]:
    counts = {}
    for table in sorted(table for table, names in columns.items() if "conversation_id" in names):
        statement = text(f'DELETE FROM "{table}" WHERE conversation_id IN :ids').bindparams(
            bindparam("ids", expanding=True)
        )
        counts[table] = (await connection.execute(statement, {"ids": ids})).rowcount
    deleted = await connection.execute(conversations.delete().where(conversations.c.id.in_(ids)))
    return {name: count for name, count in (counts | {"conversation": deleted.rowcount}).items() if count}
