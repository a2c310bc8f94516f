"""The sentences: enough of them, each once, and none of the exam among those that teach."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from nlu import intents
from nlu.examples import Row, read_nlu, read_tsv
from nlu.french import tokens

ROOT = Path(__file__).resolve().parents[2]
TAUGHT = read_nlu(sorted((ROOT / "nlu/data").glob("*.yml")))
EXAM = read_nlu(sorted((ROOT / "nlu/exam").glob("*.yml")))
MEASURED = [row for name in ("negatives", "hard") for row in read_tsv(ROOT / f"nlu/exam/{name}.tsv")]
INTENTS = set(intents.TAUGHT)


def bare(row: Row) -> str:
    return " ".join(tokens(row.text)) or row.text


def test_no_exam_sentence_is_taught() -> None:
    assert {bare(row) for row in [*EXAM, *MEASURED]} & {bare(row) for row in TAUGHT} == set()


def test_each_intent_has_eighty_sentences_and_out_of_scope_two_thousand() -> None:
    counts = Counter(row.intent for row in TAUGHT)
    assert set(counts) == INTENTS
    assert min(counts.values()) >= 80
    assert counts["out_of_scope"] >= 2000


def test_what_is_out_of_scope_is_measured_on_genres_that_nobody_taught() -> None:
    blocks = yaml.safe_load((ROOT / "nlu/data/out_of_scope.yml").read_text("utf-8"))["nlu"]
    taught = {block["metadata"]["genre"] for block in blocks}
    lines = (ROOT / "nlu/exam/negatives.tsv").read_text("utf-8").splitlines()
    measured = {line.split("\t")[3] for line in lines}
    assert len(taught) >= 40
    assert len(measured) >= 20
    assert taught & measured == set()


def test_the_hard_messages_are_long() -> None:
    hard = read_tsv(ROOT / "nlu/exam/hard.tsv")
    assert {row.intent for row in hard} <= INTENTS
    assert min(len(row.text.split()) for row in hard) >= 19


def test_each_intent_is_examined_fifteen_times() -> None:
    counts = Counter(row.intent for row in EXAM)
    assert set(counts) == INTENTS
    assert min(counts.values()) >= 15


def test_no_sentence_is_taught_under_two_intents() -> None:
    known: dict[str, str] = {}
    twice = [
        (row.text, row.intent, known[bare(row)])
        for row in TAUGHT
        if known.setdefault(bare(row), row.intent) != row.intent
    ]
    assert twice == []


def test_the_sixty_critical_sentences_are_there() -> None:
    assert len(read_nlu([ROOT / "nlu/exam/critical.yml"])) == 60


def test_the_topics_are_those_of_the_contract() -> None:
    contract = yaml.safe_load((ROOT / "tests/data/intents.yml").read_text("utf-8"))["topics"]
    missing = {name: topic for topic, names in contract.items() for name in names if intents.TOPICS.get(name) != topic}
    assert missing == {}


@pytest.mark.parametrize("row", TAUGHT[:1])
def test_training_sentences_carry_no_annotation(row: Row) -> None:
    assert not [each.text for each in TAUGHT if each.entities]
