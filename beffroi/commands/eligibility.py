"""Checks a case against an aid's conditions, from the terminal or for a file of cases."""

import argparse
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from beffroi.failure import Failure
from region import current, eligibility, facts
from region.eligibility import Verdict
from region.facts import BadFacts
from region.programmes import Programme

NAME = "eligibility"
HELP = "vérifie un cas, à titre indicatif, avec les conditions d'une aide"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("programme", metavar="PROGRAMME", help="l'aide, par exemple ami-ia")
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument("--facts", metavar="JSON", help='les faits déclarés, par exemple \'{"org_type": "commune"}\'')
    given.add_argument("--batch", type=Path, metavar="FICHIER", help='un cas par ligne : {"facts": {…}}')
    parser.add_argument("--json", action="store_true", help="un verdict JSON par ligne")
    parser.add_argument("--today", type=date.fromisoformat, metavar="AAAA-MM-JJ", help="vérifie comme ce jour-là")


def run(args: argparse.Namespace) -> int:
    known = current.catalogue().programmes
    if args.programme not in known:
        raise Failure(f"L'aide « {args.programme} » n'a pas de conditions ici. Connues : {', '.join(sorted(known))}.")
    today = args.today or datetime.now(ZoneInfo("Europe/Paris")).date()
    check = _checker(known[args.programme], today)
    if args.batch:
        return _batch(args.batch, check)
    try:
        verdict = check(_parsed(args.facts))
    except BadFacts as error:
        raise Failure(str(error)) from error
    print(json.dumps(verdict.to_dict(), ensure_ascii=False) if args.json else _readable(verdict))
    return 0


def _checker(programme: Programme, today: date) -> Callable[[Any], Verdict]:
    here = current.territory()
    return lambda raw: eligibility.check(programme, facts.read(raw), territory=here, today=today)


def _batch(path: Path, check: Callable[[Any], Verdict]) -> int:
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
        raise Failure(f"Le fichier {path} ne peut pas être lu.") from error


def _facts_of(line: str) -> Any:
    held = _parsed(line)
    if not isinstance(held, dict) or "facts" not in held:
        raise BadFacts(facts.FactError("facts", 'Chaque ligne doit être un objet JSON {"facts": {…}}.'))
    return held["facts"]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadFacts(facts.FactError("facts", "Les faits doivent être un objet JSON bien écrit.")) from error


def _readable(verdict: Verdict) -> str:
    wordings = current.catalogue().wordings
    marks = {"met": "oui", "not_met": "non", "unknown": "?"}
    lines = [verdict.programme.title, verdict.opening, wordings[f"verdict.{verdict.verdict}"]]
    lines += [
        f"  [{marks[item.status]}] {item.condition.label}" + (f" ({item.stated})" if item.stated else "")
        for item in verdict.checked
    ]
    if verdict.missing:
        named = ", ".join(facts.label(name) for name in verdict.missing)
        lines.append(wordings["verdict.missing"].format(names=named))
    return "\n".join([*lines, wordings["verdict.only_a_file_decides"]])
