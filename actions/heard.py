"""What the person just said, as an action needs it: intent, entities and stated facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from nlu import intents
from region.territory import departement_of

APART = "apart"
"""The role of what a message names without stating it (nlu.acts)."""


def intent(tracker: Tracker) -> str:
    """The intent of the latest message; empty when there is none."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def _metadata(tracker: Tracker) -> Mapping[str, Any]:
    """What the components found of the latest message, beside its intent and entities."""
    return tracker.latest_message.get("metadata") or {}


def agrees(tracker: Tracker) -> bool:
    """Whether the latest message says yes."""
    return bool(intents.agrees(intent(tracker)))


def text(tracker: Tracker) -> str:
    """The latest message as it was written."""
    return str(tracker.latest_message.get("text") or "")


def entities(tracker: Tracker, name: str) -> list[Mapping[str, Any]]:
    """The entities of that name that the latest message states, those without a value included."""
    return [each for each in named(tracker, name) if each.get("role") != APART]


def apart(tracker: Tracker, name: str) -> list[Any]:
    """The values of that name that the latest message sets aside: « sans le personnel »."""
    return [each["value"] for each in named(tracker, name) if each.get("role") == APART]


def named(tracker: Tracker, name: str) -> list[Mapping[str, Any]]:
    """The entities of that name in the latest message, those set aside included."""
    return [each for each in tracker.latest_message.get("entities") or () if each.get("entity") == name]


def entity(tracker: Tracker, name: str) -> Any:
    """The last value of that entity in the latest message, or None."""
    values = [each["value"] for each in entities(tracker, name) if each.get("value") is not None]
    return values[-1] if values else None


def facts(tracker: Tracker) -> dict[str, Any]:
    """What the latest message states, and the programme talked about; it selects among the records of an intent."""
    said = {each["entity"]: each["value"] for each in tracker.latest_message.get("entities") or () if _known(each)}
    if "commune" in said:
        said["departement"] = departement_of(said["commune"])
    talked_about = tracker.get_slot("programme") if intent(tracker) == "ask_programme" else None
    return {"programme": talked_about, **said}


def asks(tracker: Tracker) -> bool:
    """Whether the latest message asks something, as well as stating it."""
    return bool(_metadata(tracker).get("asks"))


def asks_entitlement(tracker: Tracker) -> bool:
    """Whether the latest message asks if an aid can be had."""
    return bool(_metadata(tracker).get("entitlement"))


def asks_yes_or_no(tracker: Tracker) -> bool:
    """Whether the latest message asks what a yes or a no answers."""
    return bool(_metadata(tracker).get("yes_or_no"))


def adds(tracker: Tracker) -> bool:
    """Whether the latest message supposes something on top of the hypothesis before: « et aussi avec du personnel »."""
    return bool(_metadata(tracker).get("more"))


def reaction(tracker: Tracker) -> str:
    """How the person takes the answer before: pleased, sorry or expected; empty where they say something else."""
    return str(_metadata(tracker).get("reaction") or "")


def reckoned(tracker: Tracker) -> Mapping[str, Any]:
    """The sum that the latest message has checked: `{"said", "value", "claimed"}`."""
    return _metadata(tracker).get("reckoned") or {}


def nearby(tracker: Tracker) -> str:
    """« près d'Arras », as the latest message says it."""
    return str(_metadata(tracker).get("nearby") or "")


def turns_to_a_firm(tracker: Tracker) -> bool:
    """Whether the latest message leaves a public body's case for the person's own firm."""
    return bool(_metadata(tracker).get("firm"))


SAID_OF = {"expenses": "expense"}
"""The entity that states a fact, where it has another name."""


def stated(tracker: Tracker, fact: str) -> bool:
    """Whether the latest message states that fact."""
    return bool(entities(tracker, SAID_OF.get(fact, fact)))


def language(tracker: Tracker) -> str | None:
    """The language of the latest message where it is surely not French, or None."""
    return _metadata(tracker).get("language")


@dataclass(frozen=True)
class Selected:
    """What the selector of records chose for a message: how it is answered, by which records, from which sentence."""

    kind: str = "general"
    records: tuple[str, ...] = ()
    sentence: int | None = None
    intent: str = ""
    follows: bool = False
    lacking: bool = False
    also: int | None = None


def selected(tracker: Tracker) -> Selected:
    """What the selector chose; the record of a button pressed; the intent's general record where neither is there."""
    pressed = entity(tracker, "record")
    if pressed:
        return Selected("exact", (str(pressed),))
    given = _metadata(tracker).get("selected") or {}
    return Selected(
        given.get("kind", "general"), tuple(given.get("records", ())), given.get("sentence"), given.get("intent", ""),
        bool(given.get("follows")), bool(given.get("lacking")), given.get("also"),
    )  # fmt: skip


def says_again(tracker: Tracker) -> bool:
    """Whether the latest message is, but for its case and spaces, the one before it."""
    said = [str(each.get("text") or "") for each in tracker.events if each.get("event") == "user"][-2:]
    return len({" ".join(each.casefold().split()) for each in said}) == 1 < len(said)


def near(tracker: Tracker) -> list[str]:
    """The ids of the records nearest to an unclear message, likeliest first."""
    return list(_metadata(tracker).get("near") or ())


def in_form(tracker: Tracker) -> str | None:
    """The name of the check under way, or None."""
    return (tracker.active_loop or {}).get("name")


def asked(tracker: Tracker) -> str | None:
    """The fact the assistant is asking for, while a check is under way."""
    return tracker.get_slot("requested_slot") if in_form(tracker) else None


def offered(tracker: Tracker) -> list[dict[str, str]]:
    """The buttons of the last message the assistant said."""
    said = tracker.get_last_event_for("bot") or {}
    return [dict(button) for button in (said.get("data") or {}).get("buttons") or ()]


def questioned(tracker: Tracker) -> bool:
    """Whether the last message the assistant said ends on a question."""
    return str((tracker.get_last_event_for("bot") or {}).get("text") or "").rstrip().endswith("?")


def proposed(tracker: Tracker) -> bool:
    """Whether the last message the assistant said asks or proposes something: an answer with its sources does not."""
    said = tracker.get_last_event_for("bot") or {}
    told = (said.get("data") or {}).get("custom") or {}
    return str(said.get("text") or "").rstrip().endswith("?") or not ({"verdict", "sources"} & set(told))


def checked(tracker: Tracker) -> bool:
    """Whether the last message the assistant said was a verdict."""
    said = tracker.get_last_event_for("bot") or {}
    return "verdict" in ((said.get("data") or {}).get("custom") or {})


def _known(entity: Mapping[str, Any]) -> bool:
    return entity.get("value") is not None and entity.get("role") != APART
