"""Where a check asks for one of a few, the words people use choose it; a question, or a word of nothing, does not."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from nlu.components.choosing import choose, founds


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("project", "on s'équipe", "equipment"),
        ("project", "du matériel", "equipment"),
        ("project", "c'est de la recherche de rupture", "breakthrough"),
        ("project", "un prototype innovant", "innovation"),
        ("activity", "une boulangerie", "other"),
        ("activity", "je suis avocat", "liberal"),
        ("registered", "pas encore immatriculée", False),
        ("recent_dismissal", "aucun licenciement", False),
    ],
)
def test_words_choose_the_value_that_is_asked_for(asked: str, text: str, value: object) -> None:
    message = Message.build(text)
    assert choose(message, text, asked)
    assert [(each["entity"], each["value"]) for each in message.get("entities")] == [(asked, value)]


@pytest.mark.parametrize("text", ["c'est quoi un projet innovant ?", "bonjour", "merci beaucoup"])
def test_a_question_or_a_word_of_nothing_chooses_nothing(text: str) -> None:
    assert not choose(Message.build(text), text, "project")


def test_what_is_not_one_of_a_few_is_left_to_the_others() -> None:
    assert not choose(Message.build("du matériel"), "du matériel", "expenses")


def test_somebody_who_founds_a_firm_somewhere_tells_a_case_and_who_only_asks_does_not() -> None:
    town = {"entity": "commune", "value": "59392", "start": 0, "end": 1}
    for text, founder in (
        ("je veux créer mon entreprise à Maubeuge", True),
        ("comment créer mon entreprise à Maubeuge ?", False),
    ):
        message = Message.build(text)
        message.set("entities", [town])
        assert founds(message, text) is founder
