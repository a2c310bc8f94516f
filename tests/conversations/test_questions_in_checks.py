"""At each question of the checks, a sentence that says something else fills nothing, and is answered.

A remark on something else (« cirer des bottes en cuir ») asks nothing, and is met as one; « je ne comprends pas » gets the
question explained. The sentences are those of the exam and of other subjects that state no case; each enters by the turn, guard included, at one
question of a check, chosen in turn.
"""

import itertools
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import turn
from bot.engine.memory import Memory, stated
from bot.house import House
from bot.replies import Reply
from bot.store.conversations import Incoming
from bot.store.tables import conversations
from nlu import acts
from nlu.scope import OUT
from region.vocabulary import VOCABULARY
from tests.nlu.test_answers_property import others

AMI, FIRM = "je veux vérifier mon éligibilité à l'AMI", "à quelles aides ma boîte a droit ?"
ASKED: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("ami_form", "org_type"): (AMI,),
    ("ami_form", "commune"): (AMI, "une commune"),
    ("ami_form", "amount"): (AMI, "une commune", "Lens"),
    ("ami_form", "expenses"): (AMI, "une commune", "Lens", "90 000 €"),
    ("ami_form", "public_interest"): (AMI, "une association"),
    ("ami_form", "manages_public_policy"): (AMI, "une PME"),
    ("company_form", "siren"): (FIRM,),
    ("company_form", "commune"): (FIRM, "je sais pas"),
    ("company_form", "headcount"): (FIRM, "je sais pas", "Hazebrouck"),
    ("company_form", "turnover"): (FIRM, "je sais pas", "Hazebrouck", "14"),
    ("company_form", "legal_form"): (FIRM, "je sais pas", "Hazebrouck", "14", "600 000 €"),
    ("aids_form", "investment"): ("menuiserie de 14 salariés à Hazebrouck",),
    ("aids_form", "project"): ("menuiserie de 14 salariés à Hazebrouck, 85 000 € pour du tri par IA",),
    ("aids_form", "amount"): ("je suis secrétaire de mairie à Beaurains",),
}
"""What is said before each question."""
LEAVING = frozenset(
    {"restart", "goodbye", "ask_human", "delete_my_data", "check_ami_eligibility", "check_company_support"}
)
"""What may end a check, or opens another."""
REMARKED = (
    "Je n'ai pas pris cela",
    "Je cherche",
    "Je n'ai pas reconnu",
    "Je n'arrive pas à vous comprendre",
    "Répondez par oui",
)
"""How a message that was taken for no question is met."""
MOST_FILLED, LEAST_ANSWERED = 0.005, 0.97
EVERY = 8
"""One sentence in so many: the suite stays short; 1 measures all."""


@dataclass(frozen=True)
class Place:
    """A conversation at one question, as its row stands."""

    sender: str
    row: Mapping[str, Any]
    facts: Mapping[str, Any]


@pytest.fixture
async def places(real_house: House) -> dict[tuple[str, str], Place]:
    """Lead one conversation to each question."""
    return {asked: await _led(real_house, asked, said) for asked, said in ASKED.items()}


async def _led(house: House, asked: tuple[str, str], said: tuple[str, ...], *, again: bool = False) -> Place:
    """Return a conversation of its own at the question: another person's where a message ended the first."""
    sender = "-".join(asked) + (uuid.uuid4().hex if again else "")
    for text in said:
        reply = await _said(house, sender, text)
    assert (reply.active_form, reply.asked) == asked, (asked, reply.active_form, reply.asked)
    row = await _row(house, sender)
    return Place(sender, row, _facts(house, row))


async def _said(house: House, sender: str, text: str) -> Reply:
    return (await turn.take(house, Incoming("cli", sender, text))).reply


async def _row(house: House, sender: str) -> dict[str, Any]:
    async with house.database.read() as connection:
        found = await connection.execute(select(conversations).where(conversations.c.sender == sender))
        return dict(found.mappings().first() or {})


def _facts(house: House, row: Mapping[str, Any]) -> dict[str, Any]:
    tracker = Memory.from_json(row["memory"]).tracker("a", house.engines.current._domain)
    return {name: value for name, value in stated(tracker).items() if name in VOCABULARY}


async def _back(house: House, place: Place) -> None:
    """Put the conversation back at its question."""
    async with house.database.write() as connection:
        mine = conversations.c.id == place.row["id"]
        kept = {name: place.row[name] for name in ("memory", "buttons", "failures", "held_by", "closed_at", "last_at")}
        await connection.execute(update(conversations).where(mine).values(**kept))
    house.memories.drop()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_another_sentence_fills_nothing_and_is_answered(
    real_house: House, places: dict[tuple[str, str], Place]
) -> None:
    filled, unanswered, count = [], [], Counter[str]()
    for (intent, text), asked in zip(others()[::EVERY], itertools.cycle(ASKED), strict=False):
        place = places[asked]
        reply = await _said(real_house, place.sender, text)
        row = await _row(real_house, place.sender)
        if row.get("id") != place.row["id"] or intent in LEAVING:
            places[asked] = await _led(real_house, asked, ASKED[asked], again=True)
            continue
        count["all"] += 1
        if _facts(real_house, row) != place.facts:
            now = _facts(real_house, row)
            filled.append(
                (asked, text, {name: now.get(name) for name in VOCABULARY if now.get(name) != place.facts.get(name)})
            )
        if (intent != OUT or acts.is_question(text)) and intent != "repeat" and not _answered(reply):
            unanswered.append((asked, intent, text, reply.understanding.name, reply.messages[0].text[:60]))
        await _back(real_house, place)
    print(f"{count['all']} sentences, filled {len(filled)}, unanswered {len(unanswered)}")
    print(*filled, *unanswered, sep="\n")
    assert len(filled) <= MOST_FILLED * count["all"], filled
    assert len(unanswered) <= (1 - LEAST_ANSWERED) * count["all"], unanswered


def _answered(reply: Reply) -> bool:
    """Tell whether the first thing said is an answer: not that the message was no answer to the question asked."""
    return bool(reply.messages) and not reply.messages[0].text.startswith(REMARKED)


async def test_what_the_house_says_comes_before_the_question_taken_up_again(real_house: House) -> None:
    said: Reply | None = None
    for text in (AMI, "une commune", "Lens", "combien de temps gardez-vous mes messages ?"):
        said = await _said(real_house, "kept-how-long", text)
    assert said is not None
    assert "gardés 30 jours" in said.messages[-2].text
    assert "coût total du projet" in said.messages[-1].text
