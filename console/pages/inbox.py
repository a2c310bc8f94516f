"""Messages to label, one at a time or by groups that say the same thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from aiohttp import web
from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import audit
from bot.store.tables import transcripts
from console import collecting, operators, proposals, undo
from console.roles import Right
from console.visit import Route, Visit, back
from learning.inbox import candidates, labels, tasks
from learning.inbox.candidates import LATER, MISSING, REJECTED, Candidate
from learning.inbox.groups import nearest
from learning.sentences import changes, intents
from learning.sentences.files import Example
from learning.sentences.intents import Intent
from learning.sentences.texts import doubtful, key
from web import asked

CHOICES = 9
SHOWN = 3
SEMBLABLE = 12
SAME = 90
"""Likeness out of 100 from which the messages of a group get one decision, unless the operator unticks the box."""
COMMON = tuple(intent.id for intent in intents.known().values() if intent.common)
INBOX, GROUPS = "/etiqueter", "/lots"


@dataclass(frozen=True)
class Choice:
    """An intent one key away; `confidence` is the model's, None where it did not think of it."""

    key: int
    intent: Intent
    confidence: float | None


async def show(visit: Visit) -> web.Response:
    """Show the message most worth a label, or the one asked for."""
    await collecting.some(visit.house)
    wanted = visit.number() if "id" in visit.query else None
    async with visit.house.database.read() as connection:
        found = await _wanted(connection, wanted)
        left = await candidates.waiting(connection, most=500)
        shown = await _shown(connection, found, undo.recent_intents(visit)) if found else {}
    return visit.page("inbox.html", found=found, left=left, undone=undo.count(visit), **shown)


async def decide(visit: Visit) -> web.Response:
    """Carry out one decision on a message, and go on to the next."""
    action, number = visit.text("action"), visit.number("candidate")
    intent = str(visit.form.get("intent") or visit.form.get("other") or "")
    async with visit.house.database.write() as connection:
        found = await candidates.find(connection, number)
        if found is None:
            return back(INBOX, said="message_gone")
        together = [found, *await _also(visit, connection, found)]
        if intent and action not in ("reject", "later"):
            return await _labelled(visit, connection, together, intent, INBOX)
        if action not in ("reject", "later"):
            return back(INBOX, said="no_intent", id=number)
        state = REJECTED if action == "reject" else LATER
        await _set_aside(visit, connection, together, state)
    return back(INBOX, said=f"said_{state}", n=len(together))


async def take_back(visit: Visit) -> web.Response:
    """Take back the last decision."""
    number = await undo.take_back(visit)
    return back(INBOX, said="undone" if number else "nothing_to_undo", id=number)


async def again(visit: Visit) -> web.Response:
    """Take up the messages put off."""
    async with visit.house.database.write() as connection:
        await candidates.take_up_again(connection)
        await audit.note(connection, visit.act(), "message.again")
    return back(INBOX)


async def missing(visit: Visit) -> web.Response:
    """Ask who writes an answer that is missing, and for when."""
    async with visit.house.database.read() as connection:
        found = await candidates.find(connection, visit.number())
        people = [each.name for each in await operators.everybody(connection) if each.active]
        alike = _close(found, await candidates.in_group(connection, found.group_id)) if found else []
    if found is None:
        raise web.HTTPNotFound
    return visit.page("missing.html", found=found, people=people, doubtful=doubtful(found.text), alike=len(alike))


async def missing_opened(visit: Visit) -> web.Response:
    """Open the task of an answer that is missing."""
    async with visit.house.database.write() as connection:
        found = await candidates.find(connection, visit.number("candidate"))
        if found is None:
            return back(INBOX, said="message_gone")
        impersonal = bool(visit.form.get("impersonal"))
        made = await tasks.add(
            connection, visit.text("text", longest=500) or found.text, visit.act(), owner=visit.text("owner"),
            due=day_of(visit.text("due")), intent=found.intent,
            conversation_id=None if impersonal else found.conversation_id,
            candidate_id=None if impersonal else found.id,
        )  # fmt: skip
        together = [each.id for each in (found, *await _also(visit, connection, found))]
        await candidates.set_state(connection, together, MISSING)
        await undo.remember(connection, visit, undo.Step(undo.TASK, together, [made]))
    return back(INBOX, said="task_opened")


async def groups(visit: Visit) -> web.Response:
    """Show the biggest groups of near-duplicates."""
    await collecting.some(visit.house)
    async with visit.house.database.read() as connection:
        found = await candidates.biggest_groups(connection)
    return visit.page("groups.html", found=found, undone=undo.count(visit))


async def group(visit: Visit) -> web.Response:
    """Show messages that say the same, to label at once."""
    async with visit.house.database.read() as connection:
        members = await candidates.in_group(connection, visit.number())
        shown = await _shown(connection, members[0], undo.recent_intents(visit)) if members else {}
    if not members:
        return back(GROUPS, said="message_gone")
    doubts = {each.id for each in members if doubtful(each.text)}
    return visit.page("group.html", members=members, doubts=doubts, **shown)


async def group_labelled(visit: Visit) -> web.Response:
    """Label the ticked messages of a group at once."""
    ticked = {found for value in visit.form.getall("candidate", []) if (found := asked.number(value)) is not None}
    intent = str(visit.form.get("intent") or visit.form.get("other") or "")
    async with visit.house.database.write() as connection:
        members = await candidates.in_group(connection, visit.number())
        chosen = [each for each in members if each.id in ticked]
        if chosen and visit.text("action") == "reject":
            await _set_aside(visit, connection, chosen, REJECTED)
            return back(GROUPS, said=f"said_{REJECTED}", n=len(chosen))
        if not chosen or not intent:
            return back(f"{GROUPS}/{visit.number()}", said="no_intent")
        return await _labelled(visit, connection, chosen, intent, GROUPS)


async def _labelled(
    visit: Visit, connection: AsyncConnection, chosen: Sequence[Candidate], intent: str, path: str
) -> web.Response:
    if intent not in {*intents.known(), *await proposals.accepted_intents(connection)}:
        return back(path, said="no_such_intent")
    impersonal = bool(visit.form.get("impersonal")) and visit.may(Right.LABEL)
    made = await labels.put(connection, chosen, intent, visit.act(), impersonal=impersonal)
    await undo.remember(connection, visit, undo.Step(undo.LABEL, [each.id for each in chosen], made, intent))
    return back(path, said="labelled" if impersonal else "labelled_draft", n=len(chosen), i=intent)


async def _also(visit: Visit, connection: AsyncConnection, found: Candidate) -> list[Candidate]:
    """Return the messages that say nearly the same, where their box is ticked."""
    return _close(found, await candidates.in_group(connection, found.group_id)) if visit.form.get("alike") else []


def _close(found: Candidate, group: Sequence[Candidate]) -> list[Candidate]:
    """Return the messages of a group so near that one decision is theirs too; one that may name a person is not."""
    mine = key(found.text)
    near = (each for each in group if each.id != found.id and fuzz.token_sort_ratio(mine, key(each.text)) >= SAME)
    return [each for each in near if not doubtful(each.text)]


async def _set_aside(visit: Visit, connection: AsyncConnection, chosen: Sequence[Candidate], state: str) -> None:
    numbers = [each.id for each in chosen]
    await candidates.set_state(connection, numbers, state)
    await audit.note(connection, visit.act(), f"message.{state}", ",".join(map(str, numbers))[:200])
    await undo.remember(connection, visit, undo.Step(undo.STATE, numbers))


async def _wanted(connection: AsyncConnection, number: int | None) -> Candidate | None:
    if number is not None:
        return await candidates.find(connection, number)
    return next(iter(await candidates.next_ones(connection)), None)


async def _shown(connection: AsyncConnection, found: Candidate, recent: Sequence[str]) -> dict[str, Any]:
    """Return what a decision needs: choices, the closest known sentences, the context, the messages alike."""
    examples = await changes.examples(connection)
    near = _nearest(examples, found.text)
    added = await proposals.accepted_intents(connection)
    group = await candidates.in_group(connection, found.group_id)
    alike = [each for each in group if each.id != found.id]
    return {
        "choices": _choices(found, near, recent, added),
        "near": near,
        "topics": intents.by_topic(added),
        "context": await _context(connection, found),
        "alike": alike[:SEMBLABLE],
        "more": max(0, len(alike) - SEMBLABLE),
        "close": len(_close(found, group)),
        "impersonal": not doubtful(found.text),
        "known": next((each for each in examples if each.key == key(found.text)), None),
    }


def _nearest(examples: Sequence[Example], text: str) -> list[tuple[Example, float]]:
    places = nearest(key(text), [each.key for each in examples])
    return [(examples[place], likeness) for place, likeness in places]


def _choices(
    found: Candidate, near: Sequence[tuple[Example, float]], recent: Sequence[str], added: Sequence[str] = ()
) -> list[Choice]:
    """Return up to nine intents: the model's first three, the last given, those of close sentences and added, the usual."""
    scores = {str(name): float(score) for name, score in found.ranking}
    guesses = list(scores)
    close = [example.intent for example, _ in near]
    names = [*guesses[:SHOWN], *recent[:SHOWN], *added[-2:], *close, *guesses[SHOWN:], *COMMON]
    everything = {**intents.known(), **{each.id: each for each in intents.by_topic(added).get("added", [])}}
    kept = [name for name in dict.fromkeys(names) if name in everything][:CHOICES]
    return [Choice(place, everything[name], scores.get(name)) for place, name in enumerate(kept, start=1)]


async def _context(connection: AsyncConnection, found: Candidate) -> list[Any]:
    """Return the two turns before the message, and its own with the answer it got."""
    table = transcripts
    upto = (table.c.conversation_id == found.conversation_id) & (table.c.id <= found.transcript_id)
    query = select(table.c.id, table.c.text, table.c.reply, table.c.at).where(upto).order_by(table.c.id.desc()).limit(3)
    return list((await connection.execute(query)).all())[::-1]


def day_of(raw: str) -> date | None:
    """Return a day of the address; one that no calendar of ours reaches is none."""
    try:
        read = date.fromisoformat(raw)
    except ValueError:
        return None
    return read if 2000 <= read.year <= 2999 else None


ROUTES = (
    Route("GET", INBOX, Right.LABEL, show),
    Route("POST", INBOX, Right.LABEL, decide),
    Route("POST", f"{INBOX}/annuler", Right.LABEL, take_back),
    Route("POST", f"{INBOX}/reprendre", Right.LABEL, again),
    Route("GET", f"{INBOX}/manquante/{{id}}", Right.LABEL, missing),
    Route("POST", f"{INBOX}/manquante", Right.LABEL, missing_opened),
    Route("GET", GROUPS, Right.LABEL, groups),
    Route("GET", f"{GROUPS}/{{id}}", Right.LABEL, group),
    Route("POST", f"{GROUPS}/{{id}}", Right.LABEL, group_labelled),
)
