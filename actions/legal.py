"""The legal form of a firm, kept as it is said, whatever was asked: « SARL », « on est en SAS », « auto-entrepreneur »."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rasa_sdk import Tracker

from actions import heard, place
from nlu.intents import CHECKS
from region import statements
from region.facts import UNKNOWN
from region.files import read_yaml

ASKED_ONLY = re.compile(r"\b(?:SA|GIE|EI|association|micro)\b", re.IGNORECASE)
"""What names a legal form only where one is asked for."""
OWN = re.compile(read_yaml(Path(__file__).with_suffix(".yml"))["own"], re.IGNORECASE)
STATING = place.STATING | {"dont_know"}
"""What a message may be that says something of the case in passing."""


def form(tracker: Tracker) -> dict[str, Any]:
    """The legal form that the latest message says; None in the slot where one was asked for and none is named."""
    kept = tracker.get_slot("legal_form")
    answering = heard.asked(tracker) == "legal_form" and kept not in (None, UNKNOWN)
    said = statements.of(str(kept)).get("legal_form") if answering else in_passing(tracker).get("legal_form")
    if answering:
        named = ASKED_ONLY.search(str(kept))
        return {"legal_form": said or (named[0].upper() if named else None)}
    return {"legal_form": said} if said and not str(kept or "").isdigit() else {}


def in_passing(tracker: Tracker) -> dict[str, Any]:
    """What the latest message says of the case without being asked: a question says nothing, unless it asks for the check itself."""
    intent = heard.intent(tracker)
    if intent not in STATING or (heard.asks(tracker) and intent not in CHECKS):
        return {}
    said = statements.of(heard.text(tracker))
    if "activity" in said and not _of_oneself(tracker):
        said.pop("activity")
    return said


def _of_oneself(tracker: Tracker) -> bool:
    """Whether a trade is said of oneself: « on est une boulangerie », « boulangerie » alone, not « hébergeur wordpress »."""
    text = heard.text(tracker)
    alone = len(text.split()) == 1 or heard.asked(tracker) == "activity"
    return alone or bool(tracker.slots_to_validate()) or bool(OWN.search(text))


def as_said(said: Mapping[str, Any], tracker: Tracker) -> dict[str, Any]:
    """The facts to show back: « SARL » says no size, though it says that it is a firm."""
    only = [str(each.get("text")) for each in heard.entities(tracker, "org_type")]
    form_alone = bool(only) and all(statements.of(each).get("legal_form") for each in only)
    hidden = {"org_type"} if form_alone and "legal_form" in said else set()
    return {name: value for name, value in said.items() if name not in hidden}
