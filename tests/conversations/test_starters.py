"""The questions that the product itself offers, on the home page and in the chat, get one answer that knows."""

import pytest

from bot.house import House
from channels.wordings import texts
from nlu.french import fold
from tests.conversations.talk import Talk, plain

DOORS = texts("pages")["doors"].values()
OFFERED = sorted({*texts("widget")["starters"], *(question for door in DOORS for question in door)})


@pytest.mark.parametrize("question", OFFERED)
async def test_a_question_that_is_offered_is_answered(real_house: House, question: str) -> None:
    reply = await Talk(real_house).write(question)
    said = [fold(plain(message.text)) for message in reply.messages]
    assert len(said) == 1, said
    assert not any(unknown in said[0] for unknown in ("je ne sais pas", "on ne sait pas", "aucun chiffre")), said
