"""What a question takes for true and no record says is never answered as if it were so."""

import pytest

from bot.engine.engine import Engine, Heard
from bot.engine.memory import Memory
from tests.regions import THE_REGION


@pytest.mark.parametrize(
    "question",
    [
        "Data4 a-t-il abandonné le campus d'Escaudain ?",
        "La Région a supprimé Proch'IA ?",
        "Brookfield a renoncé au projet de Cambrai ?",
        "c'est vrai que la Région oblige les communes à utiliser l'IA ?",
    ],
)
async def test_what_no_record_says_is_said_not_to_be_known(engine: Engine, question: str) -> None:
    answer = await engine.respond("claims", Memory(), Heard(question), THE_REGION)
    first = answer.reply.messages[0].text
    assert first.startswith(("Je ne sais pas", "On ne sait pas", "Nous ne savons pas"))
    assert not any(each.text.lower().startswith(("oui", "non")) for each in answer.reply.messages)


async def test_what_a_record_says_was_given_up_is_told(engine: Engine) -> None:
    answer = await engine.respond("claims", Memory(), Heard("Microsoft a renoncé à Zouafques ?"), THE_REGION)
    assert "a renoncé" in answer.reply.messages[0].text
