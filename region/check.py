"""Reads a whole data pack as a careful colleague would: what is wrong, on which line, and what to look at again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from region import catalogue, check_questions, check_rules, check_subjects, formats, plain, service_checks
from region.check_notes import notes
from region.names import PROGRAMMES
from region.problems import DataError, Problem
from region.records import Record
from region.territory import built_in
from region.vocabulary import VOCABULARY
from region.wordings import say

_WITHOUT_SOURCE = ("smalltalk", "service")
_SELECTORS = frozenset(VOCABULARY) | {"programme", "region", "person_audience", "expense", "date", "topic"}
_PAYLOAD = re.compile(r"/(?P<intent>[a-z_]+)(?P<facts>\{.*\})?\Z", re.DOTALL)


@dataclass(frozen=True)
class Report:
    """`faults` must be mended; `notes` are to be known."""

    faults: tuple[Problem, ...]
    notes: tuple[str, ...] = ()


def check(pack: Path, *, intents: frozenset[str], today: date, aspects: frozenset[str] = frozenset()) -> Report:
    """Check a pack. `intents` and `aspects` (nlu.acts.elementary) are those the assistant knows; none given, they are not checked."""
    try:
        held = catalogue.load(pack)
    except DataError as error:
        return Report(tuple(sorted(error.problems)))
    faults = [fault for record in held.records for fault in _record_faults(record, intents, today)]
    faults += check_rules.faults(held, pack, gazetteer=built_in(), today=today)
    if held.service.official and (lacking := service_checks.lacking(held.service.values())):
        said = say("service.lacking", listed=", ".join(lacking))
        faults.append(Problem("service.yml", 1, said))
    faults += check_questions.faults(held)
    faults += check_subjects.faults(held, pack, aspects)
    return Report(tuple(sorted(faults)), tuple(notes(held, today)))


def _record_faults(record: Record, intents: frozenset[str], today: date) -> Iterator[Problem]:
    faults = {
        "answer": plain.answer_faults(record.answer),
        "simple": plain.simple_faults(record.simple),
        "intents": (say("record.no_intent", name=name) for name in record.intents if intents and name not in intents),
        "when": _when_faults(record),
        "buttons": _button_faults(record, intents),
        "source": _source_faults(record),
        "checked_on": _age_faults(record, today),
    }
    for field, found in faults.items():
        yield from (
            Problem(record.file, _line(record, field), say("of", name=record.id, fault=fault)) for fault in found
        )


def _when_faults(record: Record) -> Iterator[str]:
    for name, wanted in record.when.items():
        if name not in _SELECTORS:
            yield say("record.no_selector", name=name)
        known = PROGRAMMES if name == "programme" else VOCABULARY.get(name, {}).get("values")
        yield from (
            say("record.no_value", name=name, value=value)
            for value in (wanted if isinstance(wanted, list) else [wanted])
            if known and value not in known
        )


def _button_faults(record: Record, intents: frozenset[str]) -> Iterator[str]:
    for button in record.buttons:
        read = _PAYLOAD.match(button.payload)
        if read is None or not _is_object(read["facts"]):
            yield say("record.button_unreadable", payload=button.payload)
        elif intents and read["intent"] not in intents:
            yield say("record.button_intent", intent=read["intent"])


def _source_faults(record: Record) -> Iterator[str]:
    if record.source is None and record.confidence != "unknown" and record.topic not in _WITHOUT_SOURCE:
        yield say("record.no_source")


def _age_faults(record: Record, today: date) -> Iterator[str]:
    if record.checked_on < formats.months_before(today):
        yield say("record.not_checked", day=formats.day(record.checked_on))
    if record.checked_on > today:
        yield say("record.checked_later", day=formats.day(record.checked_on))


def _line(record: Record, field: str) -> int:
    line_of: Any = getattr(record.raw, "line_of", None)
    return int(line_of(field)) if line_of else record.line


def _is_object(text: str | None) -> bool:
    try:
        return text is None or isinstance(json.loads(text), dict)
    except ValueError:
        return False
