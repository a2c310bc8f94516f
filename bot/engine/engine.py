"""One model in service: it understands a message, leads the dialogue, and says what it now remembers."""

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine import lighter  # noqa: F401 - makes Rasa lighter by being imported
from bot.engine.inprocess import InProcessActions
from bot.engine.memory import Memory, NoLock, TurnTrackerStore, stated
from bot.engine.processor import Processor
from bot.engine.several import several
from bot.replies import Button, Message, Reply, Source, Understanding
from bot.store.models import ModelUnusable
from nlu import acts
from region.in_force import InForce, for_turn

log = logging.getLogger(__name__)
NAMED_RECORDS = frozenset({"exact", "two", "unknown"})
"""The selector's choices that name the records to say; otherwise the intent's general one is said."""


@dataclass(frozen=True)
class Heard:
    """What a person said: a text, or the press of a button whose Rasa payload is known."""

    text: str
    payload: str | None = None


@dataclass(frozen=True)
class Answer:
    """What the engine says and remembers; nothing is stored yet."""

    reply: Reply
    memory: Memory
    slots: Mapping[str, Any] = field(default_factory=dict)


class Engine:
    """A loaded model; several conversations may be answered at once, one turn each.

    `fixed` holds the sentences of the domain that are said as they are written.
    """

    def __init__(self, archive: Path, *, actions: str = "actions") -> None:
        self._store = TurnTrackerStore()
        endpoint = InProcessActions(actions)
        nlg = TemplatedNaturalLanguageGenerator({})
        self._processor = Processor(archive, self._store, NoLock(), nlg, action_endpoint=endpoint)
        self._domain = self._processor.domain
        self._store.domain = self._domain
        self._processor.nlg = TemplatedNaturalLanguageGenerator(self._domain.responses)
        texts = [each.get("text") or "" for said in self._domain.responses.values() for each in said]
        self.fixed = frozenset(text for text in texts if "{" not in text)

    async def parse(self, text: str, in_force: InForce) -> dict[str, Any]:
        """Return what is understood of `text`, alone: intent, intent_ranking, entities, ambiguous."""
        with for_turn(in_force):
            return await self._parsed(text)

    async def respond(self, sender: str, memory: Memory, heard: Heard, in_force: InForce) -> Answer:
        """Answer one message of `sender` from what the Région says; raises whatever an action raises."""
        with for_turn(in_force):
            return await self._answered(sender, memory, heard)

    async def _parsed(self, text: str, tracker: DialogueStateTracker | None = None) -> dict[str, Any]:
        return await self._processor.parse_message(UserMessage(text, None, "parse"), tracker)

    async def _answered(self, sender: str, memory: Memory, heard: Heard) -> Answer:
        tracker = memory.tracker(sender, self._domain)
        known, slots, loop = len(tracker.events), stated(tracker), tracker.active_loop_name
        collector = Collector()
        self._store.begin(tracker)
        try:
            understood = await self._understand(heard, tracker)
            _leave(tracker, understood)
            for parsed in understood:
                tracker = await self._handle(sender, parsed, collector)
        finally:
            self._store.end(sender)
        return Answer(
            _reply(understood, collector, tracker), memory.after(tracker, known, slots, loop), stated(tracker)
        )

    async def _understand(self, heard: Heard, tracker: DialogueStateTracker) -> list[dict[str, Any]]:
        """Return one parse, or up to three when the message asks several things."""
        if heard.payload is not None:
            return [pressed(heard.payload, heard.text)]
        opening = acts.opening(heard.text)
        rest = heard.text[opening.length :]
        if tracker.active_loop_name is None and not opening.leaves:
            parts = await several(rest, lambda text: self._parsed(text, tracker))
            if parts:
                return parts
        parsed = await self._parsed(rest, tracker)
        return [_whole(parsed, heard.text, opening) if opening.length else parsed]

    async def _handle(self, sender: str, parsed: Mapping[str, Any], collector: "Collector") -> DialogueStateTracker:
        shown = _shown(parsed)
        metadata = {"selected": _selected(parsed), **{each: parsed.get(each) for each in ASKED}}
        message = UserMessage(shown["text"], collector, sender, parse_data=shown, metadata=metadata)
        await self._processor.handle_message(message)
        tracker = await self._store.retrieve(sender)
        assert tracker is not None
        return tracker


ASKED = ("asks", "yes_or_no", "near")
"""What an action is told of a message besides its words: its form, and the records near it where it is unclear."""


class Engines:
    """The engine in service, replaced without dropping a message: a turn keeps the one it started with."""

    def __init__(self, engine: Engine | None = None, *, version: str | None = None) -> None:
        self.current = engine
        self.version = version

    async def load(self, archive: Path, *, version: str) -> None:
        """Load another model beside the one in service, then put it in service; raises ModelUnusable."""
        try:
            self.current = await asyncio.to_thread(Engine, archive)
        except Exception as error:  # an archive names classes and holds pickles: what reading it raises is not ours
            log.warning("model %s cannot be read: %s", version[:12], type(error).__name__)
            raise ModelUnusable(
                f"Le modèle {version[:12]} ne peut pas être lu par cette version du programme : "
                "réentraînez avec « beffroi train »."
            ) from error
        self.version = version


class Collector(OutputChannel):
    """Keeps what the dialogue says during one turn."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        return "beffroi"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.said.append(message)


def _whole(parsed: dict[str, Any], text: str, opening: acts.Opening) -> dict[str, Any]:
    """Return what was understood of the rest of a message, placed in the whole of it."""
    moved = [
        {**each, "start": each["start"] + opening.length, "end": each["end"] + opening.length}
        for each in parsed["entities"]
    ]
    return {**parsed, "text": text, "entities": moved, "leaves": opening.leaves}


def _leave(tracker: DialogueStateTracker, understood: list[dict[str, Any]]) -> None:
    """« Laissez tomber l'AMI, c'est quoi Proch'IA ? » leaves the check, whose answers are kept."""
    form = tracker.active_loop_name
    if form and understood[0].get("leaves"):
        for event in (ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("left_check", form)):
            tracker.update(event)


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


def _shown(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the dialogue sees of a parse: small, and `ambiguous` as an intent of its own."""
    intent = dict(parsed["intent"])
    if (parsed.get("selected") or {}).get("kind") in NAMED_RECORDS:
        intent["name"] = "tell_record"
    elif parsed.get("ambiguous"):
        intent["name"] = "ambiguous"
    choices = [{"entity": "choice", "value": each["name"]} for each in parsed.get("intent_ranking", [])[:3]]
    extra = choices if parsed.get("ambiguous") else []
    return {"text": parsed["text"], "intent": intent, "entities": [*parsed["entities"], *extra]}


def _selected(parsed: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return which records the selector chose, with the intent the message was understood to have."""
    chosen = parsed.get("selected")
    return {**chosen, "intent": parsed["intent"]["name"]} if chosen else None


def _reply(understood: list[dict[str, Any]], collector: Collector, tracker: DialogueStateTracker) -> Reply:
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
    )
