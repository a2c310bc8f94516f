"""Notices a message in English, and answers in both languages so that the person is not left alone."""

import re
from pathlib import Path

from rasa_sdk.executor import CollectingDispatcher

from region.files import read_yaml

WORDS = {
    language: frozenset(words.split()) for language, words in read_yaml(Path(__file__).with_suffix(".yml")).items()
}
FEWEST = 2


def is_english(text: str) -> bool:
    """More English than French among its little words, and at least two of them."""
    words = re.findall(r"[a-zà-ÿ']+", text.casefold())
    counts = {language: sum(word in known for word in words) for language, known in WORDS.items()}
    return counts["english"] >= FEWEST and counts["english"] > 2 * counts["french"]


def answer(dispatcher: CollectingDispatcher) -> None:
    """One bubble in French, one in English marked as such."""
    dispatcher.utter_message(response="utter_french_only")
    dispatcher.utter_message(response="utter_in_english", json_message={"lang": "en"})


def add(dispatcher: CollectingDispatcher) -> None:
    """After an answer in French: say in English what it is, and how to get help."""
    dispatcher.utter_message(response="utter_answered_in_french", json_message={"lang": "en"})
