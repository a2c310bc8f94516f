"""Checks a case against an aid's conditions, from the terminal or for a file of cases."""

import argparse
import asyncio
import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from beffroi.failure import Failure
from beffroi.said import say
from bot.settings import Settings
from region import all_aids, eligibility, facts, in_force, open_aids
from region.adapters import aides_territoires
from region.all_aids import Assessment
from region.eligibility import Checked, Verdict
from region.facts import BadFacts
from region.in_force import InForce
from region.programmes import Programme
from region.standing import standing

NAME = "eligibility"


def arguments(parser: argparse.ArgumentParser) -> None:
    """An aid or `--all`, the facts or `--batch`, `--json`, `--today`."""
    aid = parser.add_mutually_exclusive_group(required=True)
    aid.add_argument("programme", metavar="PROGRAMME", nargs="?")
    aid.add_argument("--all", action="store_true")
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--facts", metavar="JSON")
    given.add_argument("--batch", type=Path, metavar="FICHIER")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--today", type=date.fromisoformat, metavar="AAAA-MM-JJ")


def run(args: argparse.Namespace) -> int:
    """Print a verdict, or one a line; 1 when a line of the file cannot be read."""
    today = args.today or datetime.now(ZoneInfo("Europe/Paris")).date()
    region = in_force.read(today=today)
    if args.all:
        return _all(args, region)
    known = region.catalogue.programmes
    if args.programme not in known:
        raise Failure(say("eligibility.unknown", programme=args.programme, known=", ".join(sorted(known))))
    check = _checker(known[args.programme], region)
    if args.batch:
        return _batch(args.batch, check)
    try:
        verdict = check(_parsed(args.facts))
    except BadFacts as error:
        raise Failure(str(error)) from error
    print(
        json.dumps(verdict.to_dict(), ensure_ascii=False)
        if args.json
        else _readable(verdict, region.catalogue.wordings)
    )
    return 0


def _all(args: argparse.Namespace, region: InForce) -> int:
    """Every aid on one case, or on each case of a file."""
    programmes, here = list(region.catalogue.programmes.values()), region.territory

    def check(raw: Any) -> Assessment:
        declined = facts.declined(raw)
        return all_aids.assess(programmes, facts.read(raw), territory=here, today=region.today, declined=declined)

    if args.batch:
        return _batch(args.batch, check)
    try:
        raw = _parsed(args.facts)
        found, beside = check(raw), asyncio.run(_beside(facts.read(raw)))
    except BadFacts as error:
        raise Failure(str(error)) from error
    print(
        json.dumps(found.to_dict() | beside, ensure_ascii=False)
        if args.json
        else _readable_all(found, beside.get("open_aids", {}), region.catalogue.wordings)
    )
    return 0


async def _beside(stated: Mapping[str, Any]) -> dict[str, Any]:
    """What Aides-territoires says of this case, where its key is set."""
    settings = Settings.read(os.environ)
    service = aides_territoires.where_set(settings.aides_territoires_url, settings.aides_territoires_token)
    if service is None:
        return {}
    try:
        return await open_aids.beside(service, stated)
    finally:
        await service.close()


def _readable_all(found: Assessment, beside: Mapping[str, Any], say: Mapping[str, str]) -> str:
    lines = [line for each in found.verdicts for line in _aid(each, say)]
    asked = [say["aids.next"].format(label=found.next.to_dict()["label"])] if found.next else []
    elsewhere = [f"{beside['service']} : {each['name']}, {each['url']}" for each in beside.get("aids", ())]
    away = [say["open_aids.away"]] if beside.get("unavailable") else []
    return "\n".join([*lines, *asked, *elsewhere, *away, say["verdict.only_a_file_decides"]])


def _aid(verdict: Verdict, wordings: Mapping[str, str]) -> list[str]:
    """Where an aid stands, then each condition against it, else what is missing."""
    against = [_condition(item) for item in verdict.checked if item.status == "not_met"]
    lacks = [say("eligibility.missing", names=_named(verdict.missing))] if verdict.missing and not against else []
    head = f"{wordings[f'aids.{standing(verdict)}']} : {verdict.programme.title}"
    return [head, *(f"    {each}" for each in (*against, *lacks))]


def _checker(programme: Programme, region: InForce) -> Callable[[Any], Verdict]:
    return lambda raw: eligibility.check(programme, facts.read(raw), territory=region.territory, today=region.today)


def _batch(path: Path, check: Callable[[Any], Verdict | Assessment]) -> int:
    """One verdict a line; a bad line prints its error, and the rest goes on."""
    failed = False
    for line in _lines(path):
        try:
            print(json.dumps(check(_facts_of(line)).to_dict(), ensure_ascii=False))
        except BadFacts as error:
            failed = True
            print(json.dumps({"error": {"message": str(error), **error.to_dict()}}, ensure_ascii=False))
    return int(failed)


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(say("unreadable", file=path)) from error


def _facts_of(line: str) -> Any:
    held = _parsed(line)
    if not isinstance(held, dict) or "facts" not in held:
        raise BadFacts(facts.FactError("facts", say("eligibility.line")))
    return held["facts"]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadFacts(facts.FactError("facts", say("eligibility.facts"))) from error


def _readable(verdict: Verdict, wordings: Mapping[str, str]) -> str:
    lines = [verdict.programme.title, verdict.opening, wordings[f"verdict.{verdict.verdict}"]]
    lines += [f"  [{say(f'eligibility.mark_{item.status}')}] {_condition(item)}" for item in verdict.checked]
    if verdict.missing:
        lines.append(wordings["verdict.missing"].format(names=_named(verdict.missing)))
    return "\n".join([*lines, wordings["verdict.only_a_file_decides"]])


def _condition(item: Checked) -> str:
    """« Coût du projet (290 000 €), attendu de 70 000 à 250 000 € »: what was stated, the rule, and what is missing."""
    stated = f" ({item.stated})" if item.stated else ""
    rule = say("eligibility.expected", expected=item.expected) if item.expected else f" : {item.condition.rule}"
    lacks = " " + say("eligibility.missing", names=_named(item.missing)) if item.missing else ""
    return f"{item.condition.label}{stated}{rule}{lacks}"


def _named(names: Iterable[str]) -> str:
    return ", ".join(facts.label(name) for name in names)
