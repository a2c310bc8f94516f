"""The simplest questions: « c'est pour qui ? », asked of a subject by its name alone, or of what was just talked about."""

from datetime import date
from pathlib import Path

import pytest

from nlu import acts
from nlu.components.cards import built
from nlu.components.elementary import near_a_place
from nlu.selector.ranking import Selector
from region import check_subjects, subjects
from region.catalogue import load
from region.files import SHIPPED, read_yaml

TODAY = date(2026, 11, 25)
ASKED = read_yaml(Path(__file__).with_name("elementary.yml"))


@pytest.fixture(scope="module")
def records() -> Selector:
    return built(load(SHIPPED), TODAY)


@pytest.mark.parametrize(("said", "aspect"), [(each, name) for name, said in ASKED["asked"].items() for each in said])
def test_a_simple_question_asks_one_thing(said: str, aspect: str) -> None:
    assert aspect in acts.aspects(said)


@pytest.mark.parametrize("said", ASKED["more"])
def test_one_word_more_asks_something_else(said: str) -> None:
    assert acts.aspects(said) == ()


@pytest.mark.parametrize(("said", "record"), ASKED["named"].items())
def test_a_subject_named_beside_it_is_what_is_asked_about(said: str, record: str) -> None:
    rests = ((each, each.without(said)) for each in subjects.every())
    assert record in [each.answers(*acts.aspects(rest)) for each, rest in rests if rest is not None]


@pytest.mark.parametrize(("said", "record"), ASKED["near"].items())
def test_what_is_looked_for_near_a_place_has_its_record(said: str, record: str | None, records: Selector) -> None:
    assert near_a_place(said, ["Denain"], records) == record


@pytest.mark.parametrize("said", ["", " ", "et", "un"])
def test_nothing_said_looks_for_nothing(said: str) -> None:
    assert acts.aspects(said) == ()


@pytest.mark.parametrize(
    ("record", "other"), [("ami-amount-fund", "ami-object"), ("datacenter-cambrai-size", "datacenter-cambrai")]
)
def test_a_record_belongs_to_the_subject_its_id_begins_with(record: str, other: str) -> None:
    found = subjects.of_record(record)
    assert found is not None and found.answers("what") == other


def test_a_record_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "subjects.yml").write_text(
        "subjects:\n- names: [aden]\n  records: [programme-aden]\n  where: nowhere\n  colour: programme-aden\n",
        encoding="utf-8",
    )
    faults = sorted(check_subjects.faults(load(SHIPPED), tmp_path, acts.ASPECTS))
    assert [(each.line, "nowhere" in each.message, "colour" in each.message) for each in faults] == [
        (4, True, False),
        (5, False, True),
    ]


def test_a_pair_told_by_no_record_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "subjects.yml").write_text(
        "subjects: []\npairs:\n- of: [cafe-ia, prochia-purpose]\n  record: nowhere\n", encoding="utf-8"
    )
    assert [(each.line, "nowhere" in each.message) for each in check_subjects.faults(load(SHIPPED), tmp_path)] == [
        (4, True)
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("atelier ou café IA, c'est quoi la différence ?", ["workshops", "cafe-ia"]),
        ("l'IA générative et l'IA, c'est pareil ?", ["ai-basics-generative", "ai-basics"]),
        ("le Café IA, c'est quoi ?", ["cafe-ia"]),
        ("un café à Denain", []),
    ],
)
def test_the_longest_name_of_a_subject_is_the_one_said(said: str, told: list[str]) -> None:
    assert [each.answers("beside", "what") for _, _, each in subjects.named(said)] == told
