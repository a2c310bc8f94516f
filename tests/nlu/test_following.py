"""A question that leans on the answer before it, on conversations written apart and never learnt from (tests/data/talks)."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.engine.engine import Engine
from nlu.components.cards import built
from nlu.components.following import heard_of
from nlu.components.selector import SELECTED
from nlu.selector.following import Following, follows, talk_of
from nlu.talks import FOLDER, Turn, turns
from tests.regions import THE_REGION

APART = Path(__file__).parents[1] / "data/talks/apart.yml"
RIGHT, UNKNOWN = 0.83, 0.70
"""The shares of the turns whose record is told as the answer, and of those no record answers where that is said."""


@pytest.fixture(scope="module")
def answered(engine: Engine) -> list[tuple[Turn, str | None, bool]]:
    """Each turn after the first, with the record told and whether it is told as the answer."""
    return list(_answered(engine))


def _answered(engine: Engine) -> Iterator[tuple[Turn, str | None, bool]]:
    for turn in (each for each in turns(APART) if each.last):
        parsed = asyncio.run(engine.parse(turn.said, THE_REGION))
        found = _followed(turn, parsed)
        alone = parsed.get(SELECTED) or {}
        if found is not None:
            yield turn, found.card.id, found.held
        else:
            yield turn, next(iter(alone.get("records", ())), None), alone.get("kind") != "unknown"


def _followed(turn: Turn, parsed: dict[str, object]) -> Following | None:
    records = built(THE_REGION.catalogue, THE_REGION.today)
    talked = talk_of(records, str(turn.last), subject=turn.begun)
    return follows(records, heard_of(parsed), talked) if talked else None


def test_most_turns_are_answered_by_their_record(answered: list[tuple[Turn, str | None, bool]]) -> None:
    told = [record in turn.records and held for turn, record, held in answered if turn.records]
    print(f"{sum(told)} of {len(told)} turns are answered by their record")
    assert sum(told) / len(told) >= RIGHT


def test_what_no_record_answers_is_mostly_said_to_be_unknown(answered: list[tuple[Turn, str | None, bool]]) -> None:
    said = [
        not held or record is None or record.endswith("-unknown") for turn, record, held in answered if turn.unknown
    ]
    print(f"{sum(said)} of {len(said)} unanswered turns are said to be unknown")
    assert sum(said) / len(said) >= UNKNOWN


def test_another_subject_is_never_taken_for_a_sequel(answered: list[tuple[Turn, str | None, bool]]) -> None:
    taken = [
        (turn.said, record) for turn, record, _ in answered if turn.out and record and not record.startswith("redirect")
    ]
    assert taken == []


@pytest.mark.parametrize("file", [*sorted(FOLDER.glob("*.yml")), APART], ids=lambda path: path.stem)
def test_every_record_that_a_conversation_names_is_there(file: Path) -> None:
    known = {record.id for record in THE_REGION.catalogue.records}
    assert [each for turn in turns(file) for each in turn.records if each not in known] == []


def test_hardly_a_sentence_that_measures_is_also_learnt() -> None:
    """Two people who ask the same thing at times write the same words: « où ça ? »; longer ones are each their own."""
    learnt = {turn.said for file in FOLDER.glob("*.yml") for turn in turns(file)}
    apart = {turn.said for turn in turns(APART) if len(turn.said.split()) > 5}
    assert len(apart & learnt) / len(apart) < 0.05
