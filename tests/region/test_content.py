"""What people are told: every question has an answer, every sourced fact is in one, and gaps are said."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from region import check, loader
from region.catalogue import Catalogue
from region.files import SHIPPED
from region.records import Record
from tests.regions import THE_REGION

DATA = Path(__file__).resolve().parents[1] / "data"
TODAY = date(2026, 11, 25)
INFORMATION_TOPICS = ("roadmap", "prochia", "ami", "company", "workshops", "ethics", "territory")
CHECKS = {"check_ami_eligibility", "check_company_support"}  # answered by rules, not by a record
CONTACTS = {"ask_contact", "ask_human", "out_of_scope"}
NOT_SAID = {"ami-subvention-calculee"}  # an estimate nobody may show
TOLD_UNKNOWN = {
    "ask_ami_deadline": "lacune-ami-calendrier",
    "ask_ami_apply": "lacune-ami-contact",
    "ask_prochia_join": "lacune-prochia-detail",
    "ask_events": "lacune-evenements-2026",
}
NEVER_SAID = re.compile(r"\b0\d(?:[ .]?\d\d){4}\b|@|Bertrand")  # phones, mails, elected officials
AGENTS = re.compile(r"Desrousseaux|Tribolet")  # two agents the press cites: named as it cites them, never a contact


@pytest.fixture(scope="module")
def said() -> Catalogue:
    return THE_REGION.catalogue


@pytest.fixture(scope="module")
def records(said: Catalogue) -> tuple[Record, ...]:
    return said.records


def best(said: Catalogue, intent: str, **facts: str) -> Record:
    record = said.for_intent(intent, facts, today=TODAY)
    assert record is not None, intent
    return record


def contract() -> dict[str, list[str]]:
    topics = yaml.safe_load((DATA / "intents.yml").read_text("utf-8"))["topics"]
    return {topic: list(intents) for topic, intents in topics.items()}


def known_facts() -> dict[str, dict[str, object]]:
    return {fact["id"]: fact for fact in json.loads((DATA / "facts.json").read_text("utf-8"))}


def test_every_information_question_has_a_plain_answer(said: Catalogue) -> None:
    topics = contract()
    asked = {intent for topic in INFORMATION_TOPICS for intent in topics[topic]} - CHECKS | CONTACTS
    assert not {intent for intent in asked if said.for_intent(intent, {}, today=TODAY) is None}


def test_every_programme_people_name_has_its_own_answer(said: Catalogue) -> None:
    path = SHIPPED / "names.yml"
    for slug in yaml.safe_load(path.read_text("utf-8"))["programmes"]:
        assert best(said, "ask_programme", programme=slug).when == {"programme": slug}


def test_every_seed_fact_and_nearly_all_others_are_answerable(records: tuple[Record, ...]) -> None:
    told = {fact for record in records for fact in record.facts}
    assert set(known_facts()) - told == NOT_SAID
    assert told <= set(known_facts())


def test_every_figure_of_an_answer_comes_from_its_record(records: tuple[Record, ...]) -> None:
    unused = [
        f"{record.id}: {name}"
        for record in records
        for name in record.figures
        if f"{{figures.{name}}}" not in record.raw["answer"] + record.raw["simple"]
    ]
    assert not unused


@pytest.mark.parametrize(("intent", "gap"), TOLD_UNKNOWN.items())
def test_what_nobody_knows_is_said_and_leads_to_the_region(said: Catalogue, intent: str, gap: str) -> None:
    record = best(said, intent)
    assert record.confidence == "unknown"
    assert gap in record.facts
    assert record.buttons[0].payload == "/ask_human"


@pytest.mark.parametrize(
    "intent",
    [
        "ask_ami",
        "ask_ami_eligibility",
        "ask_ami_amount",
        "ask_ami_costs",
        "ask_ami_deadline",
        "ask_ami_apply",
        "ask_ami_examples",
    ],
)
def test_about_the_ami_one_first_reads_that_nobody_knows_whether_it_is_open(said: Catalogue, intent: str) -> None:
    record = best(said, intent)
    assert "encore ouvert" in record.answer.split(".")[0]
    assert record.buttons[-1].payload == "/check_ami_eligibility"


@pytest.mark.parametrize("intent", ["ask_company_support", "ask_ai_partner", "ask_programme"])
def test_a_general_answer_on_company_support_ends_with_checking_ones_own_case(said: Catalogue, intent: str) -> None:
    assert best(said, intent).buttons[-1].title == "Vérifier mon cas"


def test_the_ami_rate_is_never_turned_into_an_amount_for_a_project(records: tuple[Record, ...]) -> None:
    values = {figure.value for record in records for figure in record.figures.values()}
    assert not values & {42000, 150000}


def test_sources_that_disagree_are_both_told(said: Catalogue) -> None:
    adoption = best(said, "ask_adoption_figures")
    assert "48" in adoption.answer
    assert [other.id for other in said.contradicting(adoption)] == ["adoption-companies-quarter"]


def test_no_phone_no_mail_and_one_dated_record_names_the_president(records: tuple[Record, ...]) -> None:
    president = next(record for record in records if record.id == "region-president")
    assert "24 mai 2024" in president.answer
    for record in [each for each in records if each is not president]:
        spoken = f"{record.title} {record.answer} {record.simple}"
        assert not NEVER_SAID.search(spoken), record.id


def test_agents_the_press_cites_are_named_by_records_that_say_they_are_no_contact(
    records: tuple[Record, ...],
) -> None:
    naming = [record for record in records if AGENTS.search(f"{record.title} {record.answer} {record.simple}")]
    assert [record.id for record in naming] == ["ami-not-only-chatgpt", "ami-quotes", "ami-people-cited"]
    for record in naming:
        assert "ont pu changer" in record.answer
        assert "pas des contacts" in record.answer


def test_addresses_shown_are_those_of_known_facts(records: tuple[Record, ...]) -> None:
    known = {fact["source_url"] for fact in known_facts().values()}
    assert not {record.source.url for record in records if record.source and record.source.url} - known


def test_the_source_of_an_answer_is_one_of_its_facts(records: tuple[Record, ...]) -> None:
    facts = known_facts()
    for record in records:
        cited = {facts[name]["source_url"] for name in record.facts} - {"", None}
        if record.confidence != "unknown" and cited and record.source:
            assert record.source.url in cited, record.id


def test_each_answer_offers_two_or_three_buttons(records: tuple[Record, ...]) -> None:
    assert not [
        record.id for record in records if not record.id.startswith("urgence-") and len(record.buttons) not in (2, 3)
    ]


def test_plus_simple_is_three_short_sentences(records: tuple[Record, ...]) -> None:
    for record in records:
        assert len(re.split(r"(?<=[.?!])\s+", record.simple)) == 3, record.id


def test_shipped_records_pass_the_check_of_a_careful_colleague() -> None:
    assert not check.check(SHIPPED, intents=frozenset(), today=TODAY).faults
    assert len(loader.topic_files(SHIPPED)) >= 8
