"""Several questions in one message: each answered, with the subject of the first carried over; three at most."""

from collections.abc import Sequence

import pytest

from bot.engine.engine import Engine, Heard
from bot.engine.memory import Memory
from bot.engine.several import of_each, several
from bot.engine.shapes import Parsed
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

    return [each["text"] for each in await several(message, parse, parse)]


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
    assert await _heard("quand ferme le plan et qui paie le plan ?", known) == ["quand ferme le plan"]


async def test_a_name_alone_is_asked_the_same() -> None:
    known = [
        {**_parsed("HDFID c'est quoi ?", record="agency"), "subject": "HDFID"},
        _parsed("et EuraTechnologies ?", record="startups"),
        _parsed("EuraTechnologies c'est quoi ?", record="incubator"),
    ]
    assert await _heard("HDFID c'est quoi ? et EuraTechnologies ?", known) == [
        "HDFID c'est quoi ?",
        "EuraTechnologies c'est quoi ?",
    ]


async def test_a_clause_that_names_its_record_is_not_drawn_to_the_first() -> None:
    known = [
        _parsed("combien coûte le plan", record="plan"),
        {**_parsed("Paul est parti d'où ?", record="paul", score=0.1), "selected": {"kind": "unknown", "records": ["paul"]}},
        _parsed("Paul est parti d'où ? caravane", record="plan"),
    ]  # fmt: skip
    assert len(await _heard("combien coûte le plan et Paul est parti d'où ?", known)) == 2


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("ADEN et DACS, quels taux ?", ["ADEN, quels taux ?", "DACS, quels taux ?"]),
        ("quel est le taux d'ADEN et de DACS", ["quel est le taux d'ADEN", "quel est le taux d'DACS"]),
        ("quelle différence entre ADEN et DACS ?", []),
        ("ADEN ou bien DACS ?", []),
    ],
)
async def test_a_question_about_two_aids_is_asked_of_each(message: str, asked: list[str]) -> None:
    aids = [{"entity": "programme", "value": aid, "start": message.index(aid), "end": message.index(aid) + 4} for aid in ("ADEN", "DACS")]  # fmt: skip

    async def parse(text: str) -> Parsed:
        return _parsed(text, record=text, intent="ask_programme")

    whole = {**_parsed(message, record="aids"), "entities": aids}
    assert [each["text"] for each in await of_each(whole, parse)] == asked


async def test_three_questions_at_most_are_answered() -> None:
    parts = ["qui a créé Anaouder ?", "où est Data4 ?", "quel est le prix de Diag ?", "quand ouvre ADEN ?"]
    known = [_parsed(part, record=part) for part in parts]
    assert await _heard(" ".join(parts), known) == parts[:3]


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Le Diag Data IA : qui le mène, et combien en paie l'État ?", ["Bpifrance", "40 %"]),
        ("ADEN et DACS, quels taux ?", ["40 %", "20 %"]),
        ("qui préside la région et quand a été votée la feuille de route ?", ["Xavier Bertrand", "18 juin 2026"]),
    ],
)
async def test_a_person_reads_both_answers(engine: Engine, message: str, told: list[str]) -> None:
    answer = await engine.respond("several", Memory(), Heard(message), THE_REGION)
    said = " ".join(each.text for each in answer.reply.messages).replace("\u202f", " ").replace("\xa0", " ")
    assert [each for each in told if each not in said] == []


@pytest.mark.parametrize(
    "before", ["c'est quoi Proch'IA ?", "c'est quoi ADEN ?", "parlez-moi du data center de Cambrai"]
)
async def test_two_full_questions_are_answered_whatever_was_said_before(engine: Engine, before: str) -> None:
    talked = await engine.respond("several", Memory(), Heard(before), THE_REGION)
    message = "qui préside la Région et où est son siège ?"
    answer = await engine.respond("several", talked.memory, Heard(message), THE_REGION)
    said = " ".join(each.text for each in answer.reply.messages)
    assert [each for each in ("Xavier Bertrand", "Lille") if each not in said] == []
