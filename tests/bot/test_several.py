"""Several questions in one message: each answered, with the subject of the first carried over; three at most."""

from collections.abc import Sequence

import pytest

from bot.engine.engine import Engine, Heard
from bot.engine.memory import Memory
from bot.engine.several import Parsed, several
from tests.regions import THE_REGION


def _parsed(text: str, *, record: str, score: float = 0.9, named: bool = True, intent: str = "ask_plan") -> Parsed:
    return {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "selected": {"kind": "exact", "records": [record], "score": score},
        "subject": "caravane",
        "named": named,
    }


async def _heard(message: str, known: Sequence[Parsed]) -> list[str]:
    """Return the texts that were kept, one a question."""
    by_text = {each["text"]: each for each in known}

    async def parse(text: str) -> Parsed:
        return by_text[text]

    return [each["text"] for each in await several(message, parse)]


async def test_a_clause_that_names_nothing_takes_the_subject_of_the_first() -> None:
    known = [
        _parsed("la caravane c'est pour qui", record="caravan-for"),
        _parsed("c'est où ?", record="region-seat", score=0.8, named=False),
        _parsed("c'est où ? caravane", record="caravan-where", score=0.7),
    ]
    assert await _heard("la caravane c'est pour qui et c'est où ?", known) == [
        "la caravane c'est pour qui",
        "c'est où ? caravane",
    ]


async def test_a_clause_that_names_its_subject_keeps_it() -> None:
    known = [_parsed("combien coûte le plan", record="plan"), _parsed("qui a créé Anaouder ?", record="anaouder")]
    assert len(await _heard("combien coûte le plan et qui a créé Anaouder ?", known)) == 2


async def test_the_same_intent_is_answered_twice_from_two_records() -> None:
    known = [
        _parsed("quel est le taux d'ADEN", record="aden-rate", intent="ask_programme"),
        _parsed("quel est le plafond de DACS ?", record="dacs-most", intent="ask_programme"),
    ]
    assert len(await _heard("quel est le taux d'ADEN et quel est le plafond de DACS ?", known)) == 2


async def test_two_questions_that_one_record_answers_are_one() -> None:
    known = [_parsed("quand ferme le plan", record="plan"), _parsed("qui paie le plan ?", record="plan")]
    known += [_parsed("qui paie le plan ? caravane", record="plan")]
    assert await _heard("quand ferme le plan et qui paie le plan ?", known) == []


async def test_three_questions_at_most_are_answered() -> None:
    parts = ["qui a créé Anaouder ?", "où est Data4 ?", "quel est le prix de Diag ?", "quand ouvre ADEN ?"]
    known = [_parsed(part, record=part) for part in parts]
    assert await _heard(" ".join(parts), known) == parts[:3]


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Le Diag Data IA : qui le mène, et combien en paie l'État ?", ["Bpifrance", "40 %"]),
        ("qui préside la région et quand a été votée la feuille de route ?", ["Xavier Bertrand", "18 juin 2026"]),
    ],
)
async def test_a_person_reads_both_answers(engine: Engine, message: str, told: list[str]) -> None:
    answer = await engine.respond("several", Memory(), Heard(message), THE_REGION)
    said = " ".join(each.text for each in answer.reply.messages).replace("\u202f", " ").replace("\xa0", " ")
    assert [each for each in told if each not in said] == []
