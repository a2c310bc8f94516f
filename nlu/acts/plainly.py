"""What a message plainly is, whatever it resembles: another script, a request in English, « c'est noté ? », « qui êtes-vous ? »."""

from nlu.acts.confirming import asks_if_done, asks_if_granted, asks_if_noted
from nlu.acts.foreign import lone_word, other_script, what_english_asks
from nlu.acts.identity import identity
from nlu.acts.numbering import gives_wrong_siren

OTHER_LANGUAGE, IF_NOTED, IF_GRANTED, IF_DONE = "other_language", "asked_if_noted", "asked_if_granted", "asked_if_done"
WRONG_SIREN = "wrong_siren"


def plainly(text: str) -> str | None:
    """Return the intent that the words alone give; None for nearly every message."""
    if other_script(text):
        return OTHER_LANGUAGE
    if asks_if_noted(text):
        return IF_NOTED
    if asks_if_granted(text):
        return IF_GRANTED
    if asks_if_done(text):
        return IF_DONE
    if gives_wrong_siren(text):
        return WRONG_SIREN
    return identity(text) or lone_word(text) or what_english_asks(text)
