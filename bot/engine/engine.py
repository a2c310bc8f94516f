"""One model in service: it understands a message, leads the dialogue, and says what it now remembers."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.engine import lighter  # noqa: F401 - makes Rasa lighter by being imported
from bot.engine.beside import asked_beside, out_of_check
from bot.engine.english import in_english
from bot.engine.inprocess import InProcessActions
from bot.engine.introduced import remember
from bot.engine.memory import Memory, NoLock, TurnTrackerStore, stated
from bot.engine.mixed import ASKING, ask_later, mixed
from bot.engine.placed import beside_the_place
from bot.engine.processor import Processor
from bot.engine.several import of_each, several
from bot.engine.shapes import Collector, pressed, reply_of, shown, told, whole
from bot.replies import Reply
from bot.store.models import ModelUnusable
from bot.wordings import say
from nlu import acts, intents
from nlu.french import elided
from region.in_force import InForce, for_turn

log = logging.getLogger(__name__)


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

    @property
    def lacking(self) -> list[str]:
        """What this program decides or does and the archive, made by an older one, does not know."""
        named = {name for intent in intents.ALL.values() for name in (intent.id, intent.does, intent.form) if name}
        known = {*self._domain.intents, *self._domain.action_names_or_texts, *self._domain.form_names}
        return sorted(named - known)

    async def parse(self, text: str, in_force: InForce) -> dict[str, Any]:
        """Return what is understood of `text`, alone: intent, intent_ranking, entities, ambiguous."""
        with for_turn(in_force):
            return await self._parsed(elided(text))

    async def respond(self, sender: str, memory: Memory, heard: Heard, in_force: InForce) -> Answer:
        """Answer one message of `sender` from what the Région says; raises whatever an action raises."""
        with for_turn(in_force):
            return await self._answered(sender, memory, replace(heard, text=elided(heard.text)))

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
            asking = tracker.get_slot(ASKING)
            for parsed in understood:
                tracker = await self._handle(sender, parsed, collector)
                if loop and parsed is not understood[-1]:
                    ask_later(collector, tracker, asking)
            if heard.payload is None and not loop:
                remember(tracker, heard.text, understood)
        finally:
            self._store.end(sender)
        return Answer(
            reply_of(understood, collector, tracker), memory.after(tracker, known, slots, loop), stated(tracker)
        )

    async def _understand(self, heard: Heard, tracker: DialogueStateTracker) -> list[dict[str, Any]]:
        """Return one parse, or up to three when the message asks several things."""
        if heard.payload is not None:
            return [pressed(heard.payload, heard.text)]
        opening = acts.opening(heard.text)
        rest = heard.text[opening.length : opening.end]
        around = out_of_check(tracker) if opening.leaves else tracker

        async def parse(text: str) -> dict[str, Any]:
            return await asked_beside(await self._parsed(text, around), around, self._parsed)

        if opening.leaves:
            parts = []
        elif around.active_loop_name:
            parts = await mixed(rest, parse)
        else:
            parts = await (beside_the_place if acts.without_dwelling(rest) else several)(rest, parse, self._parsed)
        if parts:
            return parts
        parsed = await in_english(rest, await parse(rest), parse)
        if not around.active_loop_name and not opening:
            parts = await of_each(parsed, parse)
            if parts:
                return parts
        return [whole(parsed, heard.text, opening) if opening else parsed]

    async def _handle(self, sender: str, parsed: Mapping[str, Any], collector: Collector) -> DialogueStateTracker:
        seen = shown(parsed)
        message = UserMessage(seen["text"], collector, sender, parse_data=seen, metadata=told(parsed))
        await self._processor.handle_message(message)
        tracker = await self._store.retrieve(sender)
        assert tracker is not None
        return tracker


class Engines:
    """The engine in service, replaced without dropping a message: a turn keeps the one it started with."""

    def __init__(self, engine: Engine | None = None, *, version: str | None = None) -> None:
        self.current = engine
        self.version = version

    async def load(self, archive: Path, *, version: str) -> None:
        """Load another model beside the one in service, then put it in service; raises ModelUnusable."""
        try:
            engine = await asyncio.to_thread(Engine, archive)
        except Exception as error:  # an archive names classes and holds pickles: what reading it raises is not ours
            log.warning("model %s cannot be read: %s", version[:12], type(error).__name__)
            raise ModelUnusable(say("model_unreadable", model=version[:12])) from error
        if engine.lacking:
            raise ModelUnusable(say("model_older", model=version[:12], first=engine.lacking[0]))
        self.current, self.version = engine, version


def _leave(tracker: DialogueStateTracker, understood: list[dict[str, Any]]) -> None:
    """« Laissez tomber l'AMI, c'est quoi Proch'IA ? » leaves the check, whose answers are kept."""
    form = tracker.active_loop_name
    if form and understood[0].get("leaves"):
        for event in (ActiveLoop(None), SlotSet("requested_slot", None), SlotSet("left_check", form)):
            tracker.update(event)
