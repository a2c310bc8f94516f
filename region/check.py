"""Reads a whole data pack as a careful colleague would: what is wrong, on which line, and what to look at again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from region import catalogue, check_questions, check_rules, formats, plain, service_checks
from region.catalogue import Catalogue
from region.names import PROGRAMMES
from region.problems import DataError, Problem
from region.records import Record
from region.territory import built_in
from region.vocabulary import VOCABULARY

_WITHOUT_SOURCE = ("smalltalk", "service")
_SELECTORS = frozenset(VOCABULARY) | {"programme", "region", "person_audience", "expense", "date", "topic"}
_PAYLOAD = re.compile(r"/(?P<intent>[a-z_]+)(?P<facts>\{.*\})?\Z", re.DOTALL)


@dataclass(frozen=True)
class Report:
    """`faults` must be mended; `notes` are to be known."""

    faults: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def check(pack: Path, *, intents: frozenset[str], today: date) -> Report:
    """Check a pack. `intents` are those the assistant knows; none given, they are not checked."""
    try:
        held = catalogue.load(pack)
    except DataError as error:
        return Report(tuple(sorted(error.problems)))
    faults = [fault for record in held.records for fault in _record_faults(record, intents, today)]
    faults += check_rules.faults(held, pack, gazetteer=built_in(), today=today)
    if held.service.official and (lacking := service_checks.lacking(held.service.values())):
        said = f"« official » est vrai, mais il manque : {', '.join(lacking)}"
        faults.append(Problem("service.yml", 1, said))
    faults += check_questions.faults(held)
    return Report(tuple(sorted(faults)), tuple(_notes(held, today)))


def _record_faults(record: Record, intents: frozenset[str], today: date) -> Iterator[Problem]:
    faults = {
        "answer": plain.answer_faults(record.answer),
        "simple": plain.simple_faults(record.simple),
        "intents": (
            f"nomme l'intention « {name} », qui n'existe pas"
            for name in record.intents
            if intents and name not in intents
        ),
        "when": _when_faults(record),
        "buttons": _button_faults(record, intents),
        "source": _source_faults(record),
        "checked_on": _age_faults(record, today),
    }
    for field, found in faults.items():
        yield from (Problem(record.file, _line(record, field), f"« {record.id} » {fault}") for fault in found)


def _when_faults(record: Record) -> Iterator[str]:
    for name, wanted in record.when.items():
        if name not in _SELECTORS:
            yield f"se choisit sur « {name} », qui n'est pas un fait connu"
        known = PROGRAMMES if name == "programme" else VOCABULARY.get(name, {}).get("values")
        yield from (
            f"se choisit sur « {name}: {value} », valeur inconnue"
            for value in (wanted if isinstance(wanted, list) else [wanted])
            if known and value not in known
        )


def _button_faults(record: Record, intents: frozenset[str]) -> Iterator[str]:
    for button in record.buttons:
        read = _PAYLOAD.match(button.payload)
        if read is None or not _is_object(read["facts"]):
            yield f"a un bouton dont le message est illisible : {button.payload}"
        elif intents and read["intent"] not in intents:
            yield f"a un bouton vers l'intention « {read['intent']} », qui n'existe pas"


def _source_faults(record: Record) -> Iterator[str]:
    if record.source is None and record.confidence != "unknown" and record.topic not in _WITHOUT_SOURCE:
        yield "n'a pas de source"


def _age_faults(record: Record, today: date) -> Iterator[str]:
    if record.checked_on < formats.months_before(today):
        yield f"n'a pas été vérifiée depuis le {formats.day(record.checked_on)}"
    if record.checked_on > today:
        yield f"dit avoir été vérifiée le {formats.day(record.checked_on)}, qui n'est pas encore venu"


def _notes(held: Catalogue, today: date) -> Iterator[str]:
    yield from check_questions.notes(held)
    for record in held.records:
        if record.expired(today):
            yield f"{record.file}, ligne {record.line} : « {record.id} » n'est plus valable, l'assistant le dit."
        elif record.stale(today):
            yield f"{record.file}, ligne {record.line} : « {record.id} » repose sur une source de plus d'un an."
    for programme in held.programmes.values():
        if programme.over(today):
            yield f"programmes/{programme.slug}.yml : l'aide est terminée, l'assistant le dit."
    if empty := list(held.service.to_fill()):
        yield f"service.yml, à remplir avant l'ouverture : {', '.join(empty)}."


def _line(record: Record, field: str) -> int:
    line_of: Any = getattr(record.raw, "line_of", None)
    return int(line_of(field)) if line_of else record.line


def _is_object(text: str | None) -> bool:
    try:
        return text is None or isinstance(json.loads(text), dict)
    except ValueError:
        return False
