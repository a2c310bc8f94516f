"""Checks regional data, fetches the communes, and brings in communes, events and places from files."""

import argparse
import asyncio
import os
import sys
from collections import Counter
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
from nlu import acts, intents
from region import check, formats, in_force, service_file
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
    report = check.check(pack, intents=frozenset(intents.ALL), today=today, aspects=acts.ASPECTS)
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

    base, departements = Settings.read(os.environ).geo_api_url, service_file.load(pack_file("service.yml")).departements
    try:
        with tqdm(total=len(departements), desc=say("data.departements"), disable=None) as bar:
            brought = await sync.fetch(departements, base=base, progress=bar.update)
    except TerritoryUnavailable as error:
        raise Failure(say("data.kept", error=error)) from error
    return await _keep_communes(brought, source=base)


def _guessed(path: Path) -> str:
    from region.adapters import bringing

    kind = bringing.guessed(path)
    if kind is None:
        raise Failure(say("data.what", file=path.name))
    return kind


async def _import(kind: str, path: Path, *, keep_going: bool) -> int:
    from region.adapters import bringing, communes_csv

    if kind == bringing.COMMUNES:
        return await _keep_communes(communes_csv.read_csv(path), source=path.name)
    today = datetime.now(PARIS).date()
    brought = bringing.read(path, kind, held=in_force.read(today=today))
    _confirm(brought, asked=path.suffix.lower() == ".csv", keep_going=keep_going)
    async with _database() as database, database.write() as connection:
        plan = await bringing.planned(connection, kind, brought, today=today)
        await bringing.put(connection, kind, plan, source=path.name, today=today)
    print(say(f"data.{kind}", rows=_counted(len(brought.read), "event" if kind == bringing.AGENDA else "place")))
    added, removed = _counted(len(plan.added), "added"), _counted(len(plan.removed), "removed")
    print(" ", say("data.changed", added=added, updated=len(plan.changed), removed=removed))
    if kind == bringing.AGENDA:
        _say_dates(brought, plan)
    return 0


def _say_dates(brought: Brought[Any], plan: Any) -> None:
    """Name what left the agenda, and what has no kind yet: each title once, however many its dates."""
    kinds = {row["uid"]: row["kind"] for row in (*plan.after(), *plan.same)}
    unclear = [event for event in brought.read if event.uid in brought.doubtful and kinds[event.uid] == event.kind]
    gone = [(row["title"], formats.day(date.fromisoformat(row["starts_on"]))) for row in plan.removed]
    for what, dates in (("removed", gone), ("doubtful", [(event.title, event.when) for event in unclear])):
        first = dict(reversed(dates))
        for title, count in Counter(title for title, _ in dates).items():
            more = _counted(count - 1, "date") if count > 1 else ""
            print(" ", say(f"data.{what}{'_series' if more else ''}", title=title, when=first[title], more=more))


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
    if not (sys.stdin.isatty() and input(f"{question} ").strip().lower() in ("o", "oui")):
        raise Failure(say("data.nothing", lines=lines))


async def _keep_communes(brought: Any, *, source: str) -> int:
    from tqdm import tqdm

    from region.adapters import communes

    today = datetime.now(PARIS).date()
    async with _database() as database:
        with tqdm(total=len(brought), desc="Importation", disable=None) as bar:
            async with database.write() as connection:
                await communes.replace(connection, brought, source=source, today=today, progress=bar.update)
    epcis = len({commune.epci_code for commune in brought if commune.epci_code})
    print(say("data.communes", communes=_counted(len(brought), "commune"), epcis=_counted(epcis, "epci")))
    return 0


def _counted(count: int, what: str) -> str:
    """« 1 ligne refusée », « 3 lignes refusées »."""
    return f"{count} {formats.plural(count, say(f'count.{what}'), say(f'counts.{what}'))}"


@asynccontextmanager
async def _database() -> AsyncIterator[Database]:
    """Give the settings' database, its tables up to date."""
    settings = Settings.read(os.environ)
    kept_private(settings.data_dir)
    async with Database(settings.database_url) as database:
        await database.migrate()
        yield database
