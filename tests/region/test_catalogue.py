"""The catalogue: which record answers, what is old or past, and a second pack."""

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot import project
from region import catalogue
from region.catalogue import Catalogue
from region.lines import Entry
from region.loader import build
from region.records import Record
from tests.region.packs import RECORDS, changed, tiny
from tests.regions import THE_REGION

TODAY = date(2026, 11, 25)


def held(tmp_path: Path, records: str = RECORDS) -> Catalogue:
    return catalogue.load(tiny(tmp_path, records=records))


def answer(said: Catalogue, **facts: object) -> str | None:
    record = said.for_intent("ask_roadmap", facts, today=TODAY)
    return record and record.id


def another(record_id: str, **changes: object) -> Record:
    entry = Entry(
        {
            "id": record_id,
            "intents": ["ask_roadmap"],
            "title": "Autre",
            "answer": "Autre.",
            "simple": "Autre.",
            "source": {"title": "Autre", "url": None, "kind": "presse"},
            "checked_on": TODAY,
            "confidence": "found",
            **changes,
        }
    )
    return build(entry, topic="roadmap", service={})


def test_figures_are_written_in_french(tmp_path: Path) -> None:
    record = held(tmp_path).record("plan")
    assert record is not None
    assert record.answer == "Le plan breton a 5\u00a0millions d'euros. Il a été voté en 2025."


def test_an_official_record_outranks_the_press(tmp_path: Path) -> None:
    assert answer(held(tmp_path)) == "plan"


def test_a_higher_priority_outranks_the_source(tmp_path: Path) -> None:
    assert answer(held(tmp_path, changed(RECORDS, "id: plan-press", "id: plan-press\n  priority: 5"))) == "plan-press"


def test_what_was_said_selects_among_records(tmp_path: Path) -> None:
    said = held(tmp_path).with_records([another("rennes", when={"departement": ["35", "29"]})])
    assert answer(said, departement="35") == "rennes"
    assert answer(said, departement="22") == "plan"
    assert answer(said) == "plan"


def test_a_superseded_record_no_longer_answers(tmp_path: Path) -> None:
    assert answer(held(tmp_path).with_records([another("new", supersedes=["plan", "plan-press"])])) == "new"


def test_a_past_record_answers_only_when_nothing_else_does(tmp_path: Path) -> None:
    past = held(tmp_path, changed(RECORDS, "confidence: sourced", "confidence: sourced\n  valid_until: 2026-11-24"))
    assert answer(past) == "plan-press"


def test_a_record_not_yet_valid_is_silent(tmp_path: Path) -> None:
    soon = held(tmp_path, changed(RECORDS, "confidence: sourced", "confidence: sourced\n  valid_from: 2026-11-26"))
    assert answer(soon) == "plan-press"


def test_contradicting_sources_are_both_found(tmp_path: Path) -> None:
    said = held(tmp_path)
    plan = said.record("plan")
    assert plan is not None
    assert [other.id for other in said.contradicting(plan)] == ["plan-press"]


def test_a_change_makes_a_new_revision_and_leaves_the_old_snapshot(tmp_path: Path) -> None:
    before = held(tmp_path)
    after = before.with_records([another("plan")])
    assert after.revision != before.revision
    assert before.record("plan") != after.record("plan")


def test_old_and_past_are_told_on_the_right_day() -> None:
    source = {"title": "Autre", "url": None, "kind": "presse"}
    record = another("old", source=source, source_date=date(2025, 11, 25), valid_until=date(2026, 12, 31))
    assert not record.stale(date(2026, 11, 25))
    assert record.stale(date(2026, 11, 26))
    assert not record.expired(date(2026, 12, 31))
    assert record.expired(date(2027, 1, 1))


def test_an_undated_source_is_as_old_as_the_last_year_its_label_names() -> None:
    assert another("vague", source_date_label="vers 2023-2024").stale(TODAY)
    assert not another("recent", source_date_label="2026, non datée").stale(TODAY)


def test_a_second_pack_speaks_for_another_region(tmp_path: Path) -> None:
    said = held(tmp_path)
    assert said.service.region["name"] == "Bretagne"
    assert list(said.programmes) == ["coup-de-pouce"]
    assert said.wordings["verdict.conditions_met"]
    assert replace(THE_REGION, catalogue=said).territory.departements == ("22", "29", "35", "56")


def test_an_empty_contact_is_said_not_filled(tmp_path: Path) -> None:
    phone = changed(RECORDS, "Il a été voté en 2025.", "Téléphone : {service.phone}.")
    record = held(tmp_path, phone).record("plan")
    assert record is not None
    assert record.answer.endswith("Téléphone : non renseigné.")


async def test_a_setting_names_the_second_pack(tmp_path: Path) -> None:
    pack = tiny(tmp_path)
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "beffroi", "eligibility", "coup-de-pouce", "--facts", '{"headcount": 12}', "--json"),
        stdout=subprocess.PIPE,
        env=os.environ | {"BEFFROI_PACK_DIR": str(pack)},
        cwd=project.ROOT,
    )
    out, _ = await running.communicate()
    assert json.loads(out)["failed"] == ["headcount"]
