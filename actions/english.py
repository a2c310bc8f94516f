"""Notices a message in English, and answers in both languages so that the person is not left alone."""

import re

from rasa_sdk.executor import CollectingDispatcher

ENGLISH = frozenset(
    "the is are what how where when who why can could do does you your i my we our for of and to in with have has"
    " there any about please help want need want would like speak english hello thanks".split()
)
FRENCH = frozenset(
    "le la les un une des du de et est sont que qui quoi comment combien pour dans avec sur je tu nous vous mon ma"
    " mes notre nos votre vos il elle on ce ça c'est en au aux pas ne plus".split()
)
FEWEST = 2


def is_english(text: str) -> bool:
    """More English than French among its little words, and at least two of them."""
    words = re.findall(r"[a-zà-ÿ']+", text.casefold())
    english, french = (sum(word in known for word in words) for known in (ENGLISH, FRENCH))
    return english >= FEWEST and english > 2 * french


def answer(dispatcher: CollectingDispatcher) -> None:
    """One bubble in French, one in English marked as such."""
    dispatcher.utter_message(response="utter_french_only")
    dispatcher.utter_message(response="utter_in_english", json_message={"lang": "en"})
