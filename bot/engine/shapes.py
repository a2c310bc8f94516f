"""From Rasa's shapes to ours: a parse, a pressed button, what the dialogue said, and the reply they make."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core.channels.channel import OutputChannel
from rasa.shared.core.trackers import DialogueStateTracker

from bot.replies import Button, Message, Reply, Source, Understanding
from nlu import acts

Parsed = dict[str, Any]
"""What is understood of a text, as Rasa hands it over."""
Parse = Callable[[str], Awaitable[Parsed]]
NAMED_RECORDS = frozenset({"exact", "two", "unknown"})
"""The selector's choices that name the records to say; otherwise the intent's general one is said."""
ASKED = ("asks", "yes_or_no", "entitlement", "more", "reaction", "near", "language", "reckoned", "nearby", "firm")
"""What an action is told of a message besides its words: its form, and the records near it where it is unclear."""


class Collector(OutputChannel):
    """Keeps what the dialogue says during one turn."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the name of the channel, as Rasa asks for it."""
        return "beffroi"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message that the dialogue says."""
        self.said.append(message)


def whole(parsed: dict[str, Any], text: str, opening: acts.Opening) -> dict[str, Any]:
    """Return what was understood of the rest of a message, placed in the whole of it."""
    moved = [
        {**each, "start": each["start"] + opening.length, "end": each["end"] + opening.length}
        for each in parsed["entities"]
    ]
    return {**parsed, "text": text, "entities": moved, "leaves": opening.leaves}


def pressed(payload: str, title: str) -> dict[str, Any]:
    """Return the parse of a button: `/intent` or `/intent{"entity": value}`, as the domain wrote it."""
    name, brace, rest = payload.removeprefix("/").partition("{")
    values = json.loads(brace + rest) if brace else {}
    entities = [
        {"entity": entity, "value": value, "text": title, "start": 0, "end": len(title), "extractor": "button"}
        for entity, value in values.items()
    ]
    intent = {"name": name, "confidence": 1.0}
    return {"text": title, "intent": intent, "intent_ranking": [intent], "entities": entities}


def shown(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the dialogue sees of a parse: small, and `ambiguous` as an intent of its own."""
    intent = dict(parsed["intent"])
    if (parsed.get("selected") or {}).get("kind") in NAMED_RECORDS:
        intent["name"] = "tell_record"
    elif parsed.get("ambiguous"):
        intent["name"] = "ambiguous"
    choices = [{"entity": "choice", "value": each["name"]} for each in parsed.get("intent_ranking", [])[:3]]
    extra = choices if parsed.get("ambiguous") else []
    return {"text": parsed["text"], "intent": intent, "entities": [*parsed["entities"], *extra]}


def told(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what actions are told of a message beside its entities."""
    return {"selected": _selected(parsed), **{each: parsed.get(each) for each in ASKED}}


def _selected(parsed: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return which records the selector chose, with the intent the message was understood to have."""
    chosen = parsed.get("selected")
    return {**chosen, "intent": parsed["intent"]["name"]} if chosen else None


def reply_of(understood: list[dict[str, Any]], collector: Collector, tracker: DialogueStateTracker) -> Reply:
    """Return the reply made of what was understood and of what the dialogue said."""
    first = understood[0]
    understanding = Understanding(
        name=first["intent"]["name"],
        confidence=float(first["intent"]["confidence"]),
        ranking=tuple((each["name"], float(each["confidence"])) for each in first.get("intent_ranking", [])),
        entities=tuple(first["entities"]),
        ambiguous=bool(first.get("ambiguous")),
    )
    asked = tracker.get_slot("requested_slot") if tracker.active_loop_name else None
    also = understood[1]["intent"]["name"] if len(understood) > 1 else None
    messages = tuple(_message(said) for said in collector.said if said.get("text") or said.get("custom"))
    chosen = first.get("selected") or {}
    return Reply(
        messages, understanding, active_form=tracker.active_loop_name, asked=asked, also=also,
        record=_record(chosen), chosen=chosen.get("kind"),
    )  # fmt: skip


def _record(chosen: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the record the selector put first, with its score."""
    return {"id": chosen["records"][0], "score": chosen["score"]} if chosen.get("records") else None


def _message(said: Mapping[str, Any]) -> Message:
    custom = said.get("custom") or {}
    return Message(
        text=said.get("text") or "",
        buttons=tuple(Button(button["title"], payload=button["payload"]) for button in said.get("buttons") or ()),
        sources=tuple(Source(**source) for source in custom.get("sources", ())),
        verdict=custom.get("verdict"),
        case=custom.get("case"),
        do=custom.get("do"),
        lang=custom.get("lang"),
        facts=tuple(custom.get("facts", ())),
        question=custom.get("question"),
        aids=custom.get("aids"),
        record=custom.get("record"),
    )
