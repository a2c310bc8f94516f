"""Checks regional data, fetches the communes, and brings in communes, events and places from files."""

import argparse
import asyncio
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from beffroi.failure import Failure
from bot import project
from bot.files import kept_private
from bot.settings import Settings
from region import check, current, formats
from region.files import pack_dir, read_yaml

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


def run(args: argparse.Namespace) -> int:
    if args.action == "check":
        return _check(args.pack or pack_dir(), args.today or datetime.now(PARIS).date(), quiet=args.quiet)
    if args.action == "sync":
        return asyncio.run(_sync())
    return asyncio.run(_import(args.kind or _guessed(args.file), args.file))


def _check(pack: Path, today: date, *, quiet: bool) -> int:
    report = check.check(pack, intents=_known_intents(), today=today)
    for note in () if quiet else report.notes:
        print(f"à savoir : {note}")
    for fault in report.faults:
        print(f"beffroi : {fault}", file=sys.stderr)
    if not report.faults and not quiet:
        print("Les données régionales sont utilisables.")
    return int(bool(report.faults))


def _known_intents() -> frozenset[str]:
    """The intents the dialogue declares, from the project's domain folder when it is there."""
    return frozenset(name for path in (project.ROOT / "domain").glob("*.yml") for name in _declared(read_yaml(path)))


def _declared(domain: Any) -> Iterator[str]:
    for intent in (domain or {}).get("intents") or ():
        yield intent if isinstance(intent, str) else next(iter(intent))


async def _sync() -> int:
    from tqdm import tqdm

    from region.adapters import sync
    from region.adapters.geo_api import TerritoryUnavailable

    base, departements = Settings.read(os.environ).geo_api_url, current.catalogue().service.departements
    try:
        with tqdm(total=len(departements), desc="Départements", disable=None) as bar:
            brought = await sync.fetch(departements, base=base, progress=bar.update)
    except TerritoryUnavailable as error:
        raise Failure(f"{error} Les communes déjà connues restent en service.") from error
    return await _keep_communes(brought, source=base)


def _guessed(path: Path) -> str:
    if path.suffix.lower() == ".ics":
        return "agenda"
    try:
        header = next(line for line in path.read_text(encoding="utf-8-sig").splitlines() if not line.startswith("#"))
    except (OSError, UnicodeDecodeError, StopIteration) as error:
        raise Failure(f"Le fichier {path} ne peut pas être lu.") from error
    known = {"anciennes_communes": "communes", "code_insee": "places", "titre": "agenda"}
    kind = next((kind for column, kind in known.items() if column in header), None)
    if kind is None:
        raise Failure(f"Dites ce que contient {path.name} : communes, agenda ou places.")
    return kind


async def _import(kind: str, path: Path) -> int:
    if kind == "communes":
        from region.adapters import communes

        return await _keep_communes(communes.read_csv(path), source=path.name)
    from region.adapters import agenda_files, events, places

    today = datetime.now(PARIS).date()
    if kind == "agenda":
        brought = agenda_files.read(path, today=today)
        return await _keep(
            events, brought, source=path.name, said=f"{_counted(len(brought), 'événement')} de l'agenda."
        )
    found = places.read_csv(path)
    return await _keep(places, found, source=path.name, said=f"{_counted(len(found), 'lieu', 'lieux')} d'aide.")


async def _keep_communes(brought: Any, *, source: str) -> int:
    from region.adapters import communes

    epcis = len({commune.epci_code for commune in brought if commune.epci_code})
    said = f"{_counted(len(brought), 'commune')} et {_counted(epcis, 'intercommunalité')} importées."
    return await _keep(communes, brought, source=source, said=said)


def _counted(count: int, word: str, several: str | None = None) -> str:
    return f"{count} {formats.plural(count, word, several)}"


async def _keep(adapter: Any, brought: Any, *, source: str, said: str) -> int:
    from tqdm import tqdm

    from bot.store.database import Database

    settings = Settings.read(os.environ)
    kept_private(settings.data_dir)
    async with Database(settings.database_url) as database:
        await database.migrate()
        with tqdm(total=len(brought), desc="Importation", disable=None) as bar:
            async with database.write() as connection:
                await adapter.replace(
                    connection, brought, source=source, today=datetime.now(PARIS).date(), progress=bar.update
                )
    print(said)
    return 0
