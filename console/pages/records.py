"""What the Région says: answers to correct, the agenda, the service's own data; programmes and rules to read."""

import asyncio
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from aiohttp import web
from sqlalchemy import delete

from bot.clock import paris_day
from bot.store import audit
from console.pages.inbox import day_of
from console.render import words
from console.roles import Right
from console.visit import Route, Visit, back
from learning.answers import edits, in_force, replay
from learning.sentences import intents
from learning.sentences.texts import key
from region import cases, plain, service_checks
from region.adapters import agenda_sources
from region.adapters import events as agenda
from region.agenda import KINDS as EVENT_KINDS
from region.agenda import Event
from region.files import pack_dir
from region.records import KINDS, TOPICS, Record, Source
from region.tables import events
from web import asked

PATH, NEW, AGENDA, SERVICE, PROGRAMMES = "/fiches", "/nouvelle-fiche", "/agenda", "/service", "/dispositifs"
WRITTEN = ("title", "answer", "simple")
OPTIONAL = ("source_date_label", "source_date", "checked_on", "valid_from", "valid_until")
LISTS = ("questions", "names")
SMALLEST_COMMENT = 3
PER_PAGE = 40
MINE = "console-"


async def show(visit: Visit) -> web.Response:
    """List the records, those to look at again first."""
    today, topic = paris_day(visit.now), visit.query.get("theme", "")
    catalogue = visit.house.in_force().catalogue
    sought = visit.query.get("cherche", "")[:100]
    chosen = [each for each in catalogue.records if (not topic or each.topic == topic) and _holds(each, sought)]
    chosen.sort(key=lambda each: (not each.due(today), each.topic, each.title))
    pages, page = max(1, -(-len(chosen) // PER_PAGE)), asked.number(visit.query.get("page", "1")) or 1
    first = (page - 1) * PER_PAGE
    async with visit.house.database.read() as connection:
        changed = await edits.in_force(connection)
    return visit.page(
        "records.html",
        records=chosen[first : first + PER_PAGE],
        count=len(chosen),
        page=page,
        pages=pages,
        topics=catalogue.topics,
        topic=topic,
        today=today,
        changed=changed,
        sought=sought,
    )


def _holds(record: Record, sought: str) -> bool:
    """Tell whether a record's title, answer, questions or names hold every word sought."""
    texts = (record.title, record.answer, record.id, *record.questions, *record.names)
    return all(word in key(" ".join(texts)) for word in key(sought).split())


async def blank(visit: Visit) -> web.Response:
    """Show the form of a new answer."""
    return _blank_form(visit)


async def created(visit: Visit) -> web.Response:
    """Write a new answer: its id, its topic and the intent it answers, then what every answer has."""
    number, act = visit.text("id", longest=60), visit.act()
    body = _body(
        visit, {"id": number, "topic": visit.text("topic"), "confidence": "sourced", "intents": _intents(visit)}
    )
    problems = _problems(visit, body) or ([] if len(act.comment) >= SMALLEST_COMMENT else ["comment"])
    if visit.house.in_force().catalogue.record(number) is not None or body["topic"] not in TOPICS:
        problems = ["id"]
    if problems:
        return _blank_form(visit, problems=problems, status=400)
    async with visit.house.database.write() as connection:
        await edits.write(connection, number, body, act)
    await in_force.put_in_force(visit.house)
    return back(f"{PATH}/{number}", said="saved")


def _blank_form(visit: Visit, *, problems: Sequence[str] = (), status: int = 200) -> web.Response:
    return visit.page(
        "new_record.html", status=status, problems=problems, kinds=KINDS, topics=TOPICS, today=paris_day(visit.now),
        body=_body(visit, {}), intents=intents.by_topic(),
    )  # fmt: skip


def _intents(visit: Visit) -> list[str]:
    name = visit.text("intent", longest=64) or visit.text("new_intent", longest=64)
    return [name] if name else []


async def one(visit: Visit) -> web.Response:
    """Show an answer with its form."""
    record = _record(visit)
    return await _form(visit, record, in_force.raw(record))


async def write(visit: Visit) -> web.Response:
    """Show how a change reads on both channels, or put it in force."""
    record = _record(visit)
    body = _body(visit, in_force.raw(record))
    problems = _problems(visit, body)
    if problems or visit.text("action") == "preview":
        return await _form(
            visit, record, body, problems=problems, previewed=not problems, status=400 if problems else 200
        )
    act = visit.act()
    if len(act.comment) < SMALLEST_COMMENT:
        return await _form(visit, record, body, problems=["comment"], status=400)
    async with visit.house.database.write() as connection:
        await edits.write(connection, record.id, body, act)
    await in_force.put_in_force(visit.house)
    return back(f"{PATH}/{record.id}", said="saved")


async def checked(visit: Visit) -> web.Response:
    """Write that a record was checked today, and still holds."""
    record = _record(visit)
    act = visit.act() if visit.act().comment else visit.act(words()["record_checked"])
    body = in_force.raw(record) | {"checked_on": paris_day(visit.now).isoformat()}
    async with visit.house.database.write() as connection:
        await edits.write(connection, record.id, body, act)
    await in_force.put_in_force(visit.house)
    return back(PATH, said="record_checked")


async def undone(visit: Visit) -> web.Response:
    """Go back on a change of an answer, in every worker."""
    async with visit.house.database.write() as connection:
        await edits.end(connection, visit.number("change"), visit.act())
    await in_force.put_in_force(visit.house)
    return back(f"{PATH}/{visit.request.match_info['id']}", said="undone_record")


async def _form(
    visit: Visit, record: Record, body: Mapping[str, Any], *, problems: list[str] | None = None,
    previewed: bool = False, status: int = 200,
) -> web.Response:  # fmt: skip
    async with visit.house.database.read() as connection:
        history = await edits.history(connection, record.id)
    shown = (
        in_force.build(body, topic=record.topic, service=visit.house.in_force().catalogue.service)
        if not problems
        else record
    )
    remarks = [*plain.answer_faults(shown.answer), *plain.simple_faults(shown.simple)]
    replayed, changes = await replay_of(visit, shown) if previewed else ([], [])
    return visit.page(
        "record.html", replayed=len(replayed), differences=changes, status=status, record=record, body=body, shown=shown, history=history, kinds=KINDS,
        problems=problems or [], remarks=remarks, previewed=previewed, today=paris_day(visit.now),
    )  # fmt: skip


async def replay_of(visit: Visit, record: Record) -> tuple[list[replay.Said], list[replay.Difference]]:
    """Return last month's messages, and those a record would answer otherwise."""
    async with visit.house.database.read() as connection:
        messages = await replay.last_month(connection, now=visit.now)
    region = visit.house.in_force()
    return messages, await asyncio.to_thread(replay.differences, messages, record, region.catalogue, today=region.today)


def _record(visit: Visit) -> Record:
    record = visit.house.in_force().catalogue.record(visit.request.match_info["id"])
    if record is None:
        raise web.HTTPNotFound
    return record


def _body(visit: Visit, body: dict[str, Any]) -> dict[str, Any]:
    """Return the record with the form's values in it."""
    written = {name: visit.text(name) for name in WRITTEN} | {name: visit.text(name) or None for name in OPTIONAL}
    lists = {name: _lines(visit.text(name)) for name in LISTS if name in visit.form}
    title = visit.text("source_title")
    source = {"title": title, "url": visit.text("source_url") or None, "kind": visit.text("source_kind")}
    return body | written | lists | {"source": source if title else None}


def _lines(text: str) -> list[str]:
    """Return the lines of a field, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _problems(visit: Visit, body: Mapping[str, Any]) -> list[str]:
    """Return what stops a record: a source and dates are compulsory, and what the loader finds."""
    if not body["source"] or not body["checked_on"] or not (body["source_date"] or body["source_date_label"]):
        return ["source"]
    try:
        return [problem.message for problem in in_force.faults(body, service=visit.house.in_force().catalogue.service)]
    except ValueError:
        return ["date"]


async def programmes(visit: Visit) -> web.Response:
    """Show programmes with their conditions and cases, to read only: rules change in their files, by review."""
    known = visit.house.in_force().catalogue.programmes
    examples = {name: _cases(name) for name in known}
    return visit.page("programmes.html", programmes=known, cases=examples)


def _cases(name: str) -> list[Any]:
    file = pack_dir() / "programmes" / f"{name}.cases.yml"
    return list(cases.load(file)) if file.exists() else []


async def agenda_shown(visit: Visit) -> web.Response:
    """Show the coming events and the agendas that refresh themselves."""
    async with visit.house.database.read() as connection:
        coming = await agenda.load(connection, since=paris_day(visit.now))
        feeds = await agenda_sources.everyone(connection)
    return visit.page(
        "agenda.html",
        events=coming,
        feeds=feeds,
        kinds=EVENT_KINDS,
        sources=KINDS,
        mine=MINE,
        today=paris_day(visit.now),
    )


async def agenda_added(visit: Visit) -> web.Response:
    """Add a session an organiser announced: its source and its day are compulsory."""
    starts, today = day_of(visit.text("starts_on")), paris_day(visit.now)
    title, source = visit.text("title", longest=200), visit.text("source_title", longest=200)
    if starts is None or not title or not source:
        return back(AGENDA, said="source_needed")
    event = Event(
        uid=f"{MINE}{uuid.uuid4().hex}", title=title, starts_on=starts, ends_on=_end(visit, starts), checked_on=today,
        source=Source(source, visit.text("source_url") or None, _one_of(visit, "source_kind", KINDS), today),
        kind=_one_of(visit, "kind", EVENT_KINDS), place=visit.text("place", longest=200) or None,
        audience=visit.text("audience", longest=200) or None, commune=visit.text("commune", longest=5) or None,
        url=visit.text("url", longest=300) or None,
    )  # fmt: skip
    async with visit.house.database.write() as connection:
        await agenda.replace(connection, [event], source="console", today=today)
        await audit.note(connection, visit.act(), "event.add", event.uid)
    await in_force.put_in_force(visit.house)
    return back(AGENDA, said="saved")


async def agenda_dropped(visit: Visit) -> web.Response:
    """Remove an event."""
    uid = visit.text("uid", longest=200)
    async with visit.house.database.write() as connection:
        await connection.execute(delete(events).where(events.c.uid == uid))
        await audit.note(connection, visit.act(), "event.drop", uid)
    await in_force.put_in_force(visit.house)
    return back(AGENDA, said="saved")


async def service(visit: Visit) -> web.Response:
    """Show the service's own data with their form."""
    held = visit.house.in_force().catalogue.service
    return await _service_form(visit, {name: getattr(held, name) for name in in_force.PARTS}, official=held.official)


async def service_written(visit: Visit) -> web.Response:
    """Put the service's data in force, or show the form again with what stops it."""
    act, held = visit.act(), visit.house.in_force().catalogue.service
    parts = {
        part: {name: visit.text(f"{part}.{name}", longest=500) or None for name in getattr(held, part)}
        for part in in_force.PARTS
    }
    said = {f"{part}.{name}": value for part, values in parts.items() for name, value in values.items()}
    official = bool(visit.form.get("official"))
    wrong = dict(service_checks.faults(said))
    lacking = service_checks.lacking(said) if official else ()
    if wrong or lacking:
        return await _service_form(visit, parts, official=official, wrong=wrong, lacking=lacking, status=400)
    if len(act.comment) < SMALLEST_COMMENT:
        return back(SERVICE, said="comment_needed")
    values = {**in_force.values_of(held), **said, "official": official}
    await in_force.write_service(visit.house, values, act)
    return back(SERVICE, said="saved")


async def _service_form(
    visit: Visit, parts: Mapping[str, Mapping[str, Any]], *, official: bool, wrong: Mapping[str, str] | None = None,
    lacking: Sequence[str] = (), status: int = 200,
) -> web.Response:  # fmt: skip
    async with visit.house.database.read() as connection:
        history = await edits.history(connection, in_force.SERVICE_KEY, kind=in_force.SERVICE)
    return visit.page(
        "service.html", status=status, parts=parts, official=official, history=history, wrong=wrong or {}, lacking=lacking,
    )  # fmt: skip


def _end(visit: Visit, starts: date) -> date:
    ends = day_of(visit.text("ends_on"))
    return ends if ends and ends >= starts else starts


def _one_of(visit: Visit, name: str, allowed: tuple[str, ...]) -> str:
    value = visit.text(name, longest=40)
    return value if value in allowed else allowed[0]


ROUTES = (
    Route("GET", PATH, Right.READ, show),
    Route("POST", PATH, Right.REVIEW, created),
    Route("GET", NEW, Right.REVIEW, blank),
    Route("GET", f"{PATH}/{{id}}", Right.READ, one),
    Route("POST", f"{PATH}/{{id}}", Right.REVIEW, write),
    Route("POST", f"{PATH}/{{id}}/verifiee", Right.REVIEW, checked),
    Route("POST", f"{PATH}/{{id}}/annuler", Right.REVIEW, undone),
    Route("GET", PROGRAMMES, Right.READ, programmes),
    Route("GET", AGENDA, Right.READ, agenda_shown),
    Route("POST", AGENDA, Right.REVIEW, agenda_added),
    Route("POST", f"{AGENDA}/supprimer", Right.REVIEW, agenda_dropped),
    Route("GET", SERVICE, Right.READ, service),
    Route("POST", SERVICE, Right.ADMINISTER, service_written),
)
