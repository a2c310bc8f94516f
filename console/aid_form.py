"""An aid as its fields show it: its text read, the condition that is open, the fault of the last gesture, what may be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from region import aid_fields, aid_text, eligibility, lines
from region.comparisons import COMPARISONS
from region.problems import DataError
from region.programme_schema import AUDIENCES, CALENDARS
from region.programme_text import Text
from region.records import KINDS
from region.vocabulary import CONFIRMATIONS, VOCABULARY

UNSTATED = frozenset({"siren"})
FIELDS = (
    "id", "label", "rule", "next_step", "source", "kind", "fact", "comparison", "value", "where", "confirmation", "from",
    "until",
)  # fmt: skip
VERDICTS = (eligibility.MET, eligibility.NOT_MET, eligibility.MISSING, eligibility.ENDED)


@dataclass(frozen=True)
class Form:
    """What the fields show beside the text: an open condition, the fault of the last gesture, what may be chosen."""

    text: Text
    read: Mapping[str, Any] = field(default_factory=dict)
    opened: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(FIELDS, ""))
    simple: bool = True
    fault: str = ""
    choices: Mapping[str, Any] = field(
        default_factory=lambda: {
            "audiences": AUDIENCES, "calendars": CALENDARS, "kinds": KINDS, "facts": VOCABULARY,
            "comparisons": tuple(COMPARISONS), "confirmations": CONFIRMATIONS, "verdicts": VERDICTS,
        }
    )  # fmt: skip

    @property
    def stated(self) -> list[str]:
        """The facts that a case may state."""
        return [each for each in self.read.get("asks", ()) if each in VOCABULARY and each not in UNSTATED]


def form(text: Text, **shown: Any) -> Form:
    """The fields of a text; empty where it cannot be read."""
    try:
        read = lines.parse(text.rules, file="rules")
    except DataError:
        return Form(text, fault=shown.pop("fault", "") or "unreadable", **shown)
    return Form(text, read, **shown)


def opened(text: Text, name: str) -> Form:
    """Return the form with a condition of the text in its fields."""
    shown = form(text)
    found = next((each for each in shown.read.get("conditions", ()) if each.get("id") == name), None)
    if found is None:
        return shown
    test = aid_fields.fields(found["test"])
    words = {each: str(found.get(each) or "") for each in ("id", *aid_text.WORDS)}
    return replace(shown, opened={**shown.opened, **words, **(test or {})}, simple=test is not None)
