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
HELP = "vérifie, met à jour ou importe les données régionales"
KINDS = ("communes", "agenda", "places")
PARIS = ZoneInfo("Europe/Paris")


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    checking = actions.add_parser("check", help="dit ce qui est faux ou ancien, et sur quelle ligne")
    checking.add_argument("--today", type=date.fromisoformat, metavar="AAAA-MM-JJ", help="vérifie comme ce jour-là")
    checking.add_argument("--pack", type=Path, metavar="DOSSIER", help="un autre jeu de données")
    checking.add_argument("--quiet", action="store_true", help="ne dit que ce qui est faux")
    actions.add_parser("sync", help="demande les communes à l'API Géo")
    bringing = actions.add_parser("import", help="importe des communes, un agenda ou des lieux d'aide")
    bringing.add_argument(
        "kind",
        nargs="?",
        choices=KINDS,
        metavar="communes|agenda|places",
        help="deviné d'après le fichier s'il n'est pas dit",
    )
    bringing.add_argument("file", type=Path, metavar="FICHIER")
    bringing.add_argument(
        "--keep-going", action="store_true", help="importe le reste quand des lignes ne peuvent pas être lues"
    )


def run(args: argparse.Namespace) -> int:
    if args.action == "check":
        return _check(args.pack or pack_dir(), args.today or datetime.now(PARIS).date(), quiet=args.quiet)
    if args.action == "sync":
        return asyncio.run(_sync())
    return asyncio.run(_import(args.kind or _guessed(args.file), args.file, keep_going=args.keep_going))


def _check(pack: Path, today: date, *, quiet: bool) -> int:
    report = check.check(pack, intents=frozenset(intents.ALL), today=today)
    for note in () if quiet else report.notes:
        print(f"à savoir : {note}")
    for fault in report.faults:
        print(f"beffroi : {fault}", file=sys.stderr)
    if not report.faults and not quiet:
        print("Les données régionales sont utilisables.")
    return int(bool(report.faults))


async def _sync() -> int:
    from tqdm import tqdm

    from region.adapters import sync
    from region.adapters.geo_api import TerritoryUnavailable

    base, departements = Settings.read(os.environ).geo_api_url, service.load(pack_file("service.yml")).departements
    try:
        with tqdm(total=len(departements), desc="Départements", disable=None) as bar:
            brought = await sync.fetch(departements, base=base, progress=bar.update)
    except TerritoryUnavailable as error:
        raise Failure(f"{error} Les communes déjà connues restent en service.") from error
    return await _keep_communes(brought, source=base)


def _guessed(path: Path) -> str:
    from region import csv_rows

    if path.suffix.lower() == ".ics":
        return "agenda"
    known = {"anciennes_communes": "communes", "titre": "agenda", "debut": "agenda", "adresse": "places"}
    columns = csv_rows.header(path, names=words()["columns"]) | csv_rows.header(path)
    kind = next((kind for column, kind in known.items() if column in columns), None)
    if kind is None:
        raise Failure(f"Dites ce que contient {path.name} : communes, agenda ou places.")
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
    said = f"{_counted(len(found.read), 'lieu', 'lieux')} d'aide."
    return await _keep(places, found.read, source=path.name, said=said)


def _confirm(brought: Brought[Any], *, asked: bool, keep_going: bool) -> None:
    """Name the lines refused; a file that a person wrote goes on only with their word. Raises Failure."""
    if not brought.refused:
        return
    for problem in brought.refused:
        print(f"beffroi : {problem}", file=sys.stderr)
    lines = _counted(len(brought.refused), "ligne refusée", "lignes refusées")
    if not asked or keep_going:
        print(f"beffroi : {lines}, le reste est importé.", file=sys.stderr)
        return
    question = f"{lines}. Importer les {_counted(len(brought.read), 'autre')} ? [o/N] "
    if not (sys.stdin.isatty() and input(question).strip().lower() in ("o", "oui")):
        raise Failure(f"{lines}, rien n'est importé. Corrigez le fichier, ou ajoutez --keep-going.")


async def _keep_agenda(agenda: Brought[Event], *, source: str) -> int:
    from region.adapters import events

    async with _database() as database, database.write() as connection:
        change = await events.bring(connection, agenda, source=source, today=datetime.now(PARIS).date())
    print(f"{_counted(len(agenda.read), 'événement')} de l'agenda.")
    print(f"  {_counted(change.added, 'ajouté')}, {change.updated} mis à jour, {_counted(change.removed, 'retiré')}.")
    for event in agenda.read:
        if event.uid in agenda.doubtful:
            print(f"  genre à préciser (pris pour un événement) : {event.title}, {event.when}")
    return 0


async def _keep_communes(brought: Any, *, source: str) -> int:
    from region.adapters import communes

    epcis = len({commune.epci_code for commune in brought if commune.epci_code})
    said = f"{_counted(len(brought), 'commune')} et {_counted(epcis, 'intercommunalité')} importées."
    return await _keep(communes, brought, source=source, said=said)


def _counted(count: int, word: str, several: str | None = None) -> str:
    return f"{count} {formats.plural(count, word, several)}"


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
