"""Checks regional data, fetches the communes, and brings in communes, events and places from files."""

import argparse
import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from beffroi.failure import Failure
from beffroi.said import say
from bot.files import kept_private
from bot.settings import Settings
from bot.store.database import Database
from nlu import intents
from region import check, formats, in_force, service
from region.agenda import Event
from region.agenda_words import words
from region.brought import Brought
from region.files import pack_dir, pack_file

NAME = "data"
KINDS = ("communes", "agenda", "places")
PARIS = ZoneInfo("Europe/Paris")


def arguments(parser: argparse.ArgumentParser) -> None:
    """An action (check, sync, import) with its own."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    checking = actions.add_parser("check")
    checking.add_argument("--today", type=date.fromisoformat, metavar="AAAA-MM-JJ")
    checking.add_argument("--pack", type=Path, metavar="DOSSIER")
    checking.add_argument("--quiet", action="store_true")
    actions.add_parser("sync")
    bringing = actions.add_parser("import")
    bringing.add_argument(
        "kind",
        nargs="?",
        choices=KINDS,
        metavar="communes|agenda|places",
    )
    bringing.add_argument("file", type=Path, metavar="FICHIER")
    bringing.add_argument("--keep-going", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Check the pack, bring the communes, or import a file; 1 when something is wrong."""
    if args.action == "check":
        return _check(args.pack or pack_dir(), args.today or datetime.now(PARIS).date(), quiet=args.quiet)
    if args.action == "sync":
        return asyncio.run(_sync())
    return asyncio.run(_import(args.kind or _guessed(args.file), args.file, keep_going=args.keep_going))


def _check(pack: Path, today: date, *, quiet: bool) -> int:
    report = check.check(pack, intents=frozenset(intents.ALL), today=today)
    for note in () if quiet else report.notes:
        print(say("data.note", note=note))
    for fault in report.faults:
        print(f"beffroi : {fault}", file=sys.stderr)
    if not report.faults and not quiet:
        print(say("data.usable"))
    return int(bool(report.faults))


async def _sync() -> int:
    from tqdm import tqdm

    from region.adapters import sync
    from region.adapters.geo_api import TerritoryUnavailable

    base, departements = Settings.read(os.environ).geo_api_url, service.load(pack_file("service.yml")).departements
    try:
        with tqdm(total=len(departements), desc=say("data.departements"), disable=None) as bar:
            brought = await sync.fetch(departements, base=base, progress=bar.update)
    except TerritoryUnavailable as error:
        raise Failure(say("data.kept", error=error)) from error
    return await _keep_communes(brought, source=base)


def _guessed(path: Path) -> str:
    from region import csv_rows

    if path.suffix.lower() == ".ics":
        return "agenda"
    known = {"anciennes_communes": "communes", "titre": "agenda", "debut": "agenda", "adresse": "places"}
    columns = csv_rows.header(path, names=words()["columns"]) | csv_rows.header(path)
    kind = next((kind for column, kind in known.items() if column in columns), None)
    if kind is None:
        raise Failure(say("data.what", file=path.name))
    return kind


async def _import(kind: str, path: Path, *, keep_going: bool) -> int:
    if kind == "communes":
        from region.adapters import communes

        return await _keep_communes(communes.read_csv(path), source=path.name)
    from region.adapters import agenda_files, places

    if kind == "agenda":
        agenda = agenda_files.read(path, held=in_force.read(today=datetime.now(PARIS).date()))
        _confirm(agenda, asked=path.suffix.lower() == ".csv", keep_going=keep_going)
        return await _keep_agenda(agenda, source=path.name)
    found = places.read_csv(path)
    _confirm(found, asked=True, keep_going=keep_going)
    said = say("data.places", places=_counted(len(found.read), "place"))
    return await _keep(places, found.read, source=path.name, said=said)


def _confirm(brought: Brought[Any], *, asked: bool, keep_going: bool) -> None:
    """Name the lines refused; a file that a person wrote goes on only with their word. Raises Failure."""
    if not brought.refused:
        return
    for problem in brought.refused:
        print(f"beffroi : {problem}", file=sys.stderr)
    lines = _counted(len(brought.refused), "refused")
    if not asked or keep_going:
        print(say("data.rest", lines=lines), file=sys.stderr)
        return
    question = say("data.go_on", lines=lines, others=_counted(len(brought.read), "other"))
    if not (sys.stdin.isatty() and input(question).strip().lower() in ("o", "oui")):
        raise Failure(say("data.nothing", lines=lines))


async def _keep_agenda(agenda: Brought[Event], *, source: str) -> int:
    from region.adapters import events

    async with _database() as database, database.write() as connection:
        change = await events.bring(connection, agenda, source=source, today=datetime.now(PARIS).date())
    print(say("data.agenda", events=_counted(len(agenda.read), "event")))
    print(
        say(
            "data.changed",
            added=_counted(change.added, "added"),
            updated=change.updated,
            removed=_counted(change.removed, "removed"),
        )
    )
    for event in agenda.read:
        if event.uid in agenda.doubtful:
            print(say("data.doubtful", title=event.title, when=event.when))
    return 0


async def _keep_communes(brought: Any, *, source: str) -> int:
    from region.adapters import communes

    epcis = len({commune.epci_code for commune in brought if commune.epci_code})
    said = say("data.communes", communes=_counted(len(brought), "commune"), epcis=_counted(epcis, "epci"))
    return await _keep(communes, brought, source=source, said=said)


def _counted(count: int, what: str) -> str:
    """« 1 ligne refusée », « 3 lignes refusées »."""
    return f"{count} {formats.plural(count, say(f'count.{what}'), say(f'counts.{what}'))}"


async def _keep(adapter: Any, brought: Any, *, source: str, said: str) -> int:
    from tqdm import tqdm

    async with _database() as database:
        with tqdm(total=len(brought), desc="Importation", disable=None) as bar:
            async with database.write() as connection:
                await adapter.replace(
                    connection, brought, source=source, today=datetime.now(PARIS).date(), progress=bar.update
                )
    print(said)
    return 0


@asynccontextmanager
async def _database() -> AsyncIterator[Database]:
    """Give the settings' database, its tables up to date."""
    settings = Settings.read(os.environ)
    kept_private(settings.data_dir)
    async with Database(settings.database_url) as database:
        await database.migrate()
        yield database
