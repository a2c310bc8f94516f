"""A message the assistant was sure of, and wrong about, still reaches who can mend it."""

from datetime import timedelta

import pytest

from bot.store.database import Database
from learning.doubts import neighbours
from learning.doubts.neighbours import Read
from learning.doubts.space import Space
from learning.inbox import planted
from learning.inbox.planted import Met
from learning.inbox.ranking import Reason, Usage
from learning.sentences.files import Example
from tests.learning.messages import NOW, collected, written

SURE = {
    "outcome": "answered", "intent": "ask_ami", "confidence": 0.95, "ambiguous": False,
    "ranking": [["ask_ami", 0.95], ["greet", 0.01]], "conversation_id": "c", "at": NOW - timedelta(minutes=4),
}  # fmt: skip
ASKED = "quand passe la navette de l'atelier"


async def after(database: Database, text: str, **values: object) -> dict[str, str]:
    """Ask something the assistant is sure of, then say `text`; return why each message is in the inbox."""
    await written(database, ASKED, **SURE)
    await written(database, text, **{**SURE, "at": NOW - timedelta(minutes=3), **values})
    return {each.text: each.reason for each in await collected(database)}


@pytest.mark.parametrize(
    ("text", "values", "why"),
    [
        ("à quelle heure passe la navette de l'atelier", {}, Reason.REPHRASED),
        ("je veux quelqu'un", {"intent": "ask_human"}, Reason.PERSON),
        ("c'est à côté", {"intent": "complain_answer"}, Reason.COMPLAINT),
    ],
)
async def test_what_the_person_does_next_brings_the_question_back(
    database: Database, text: str, values: dict[str, object], why: Reason
) -> None:
    assert (await after(database, text, **values)).get(ASKED) == why


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("merci bien", {"intent": "thank"}),
        ("et combien gagne un maire", {}),
        ("à quelle heure passe la navette de l'atelier", {"at": NOW + timedelta(hours=2)}),
    ],
)
async def test_another_question_thanks_or_a_later_return_say_nothing(
    database: Database, text: str, values: dict[str, object]
) -> None:
    assert ASKED not in await after(database, text, **values)


async def test_what_is_said_in_the_next_reading_still_raises_the_message_before(database: Database) -> None:
    await written(database, ASKED, **SURE)
    assert await collected(database) == []
    again = {**SURE, "at": NOW - timedelta(minutes=3)}
    await written(database, "à quelle heure passe la navette de l'atelier", **again)
    assert [each.text for each in await collected(database)] == [ASKED]


def test_the_nearest_sentences_contradict_a_sure_reading() -> None:
    erasing = [Example(f"effacez mes données {end}", "delete_my_data") for end in ("svp", "vite", "ici", "merci")]
    cheque = "le chèque pour mon entreprise"
    asking = [Example(f"{cheque} {end}", "ask_company_support") for end in ("svp", "vite", "ici", "ok")]
    known = (*erasing, *asking)
    said = "un chèque pour mon entreprise"
    assert neighbours.otherwise([Read(1, said, "delete_my_data"), Read(2, said, "ask_company_support")], known) == {1}


def test_each_known_sentence_is_nearest_to_itself_whatever_its_letters() -> None:
    said = ("C’est quoi l’Œuvre à 100 € ?", "« Où est-ce, d’ailleurs ? »", "", "ça coûte combien")
    space = Space([Example(text, "ask_company_support") for text in said])
    near = space.near(space.vectors(said))
    assert near.shape == (4, 4)
    assert [near[place][place] > 0.99 for place in range(4)] == [True, True, False, True]
    likeness = space.likeness(space.vectors(said[:2]))
    assert likeness.shape == (2, 6)
    assert likeness[0][4] > 0.99


def test_half_of_planted_confident_errors_would_not_be_reached_without_what_people_do() -> None:
    sure = [("ask_ami", 0.9), ("greet", 0.05)]
    week = [Met(number, f"une question numéro {number}", sure, number < planted.PLANTED) for number in range(605)]
    usage = Usage(each.text for each in week)
    share, by_chance = planted.reached(week, set(range(planted.PLANTED)), seed=1, usage=usage)
    assert by_chance < 0.11
    assert share >= 0.5
