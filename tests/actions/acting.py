"""Runs an action alone: what was heard and remembered goes in, what a person would notice comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from nlu.acts import language
from region.in_force import InForce, for_turn
from tests.regions import THE_REGION


@dataclass(frozen=True)
class Said:
    """What an action said and what it changes."""

    messages: Sequence[Mapping[str, Any]]
    events: Sequence[EventType]

    @property
    def responses(self) -> list[str]:
        return [message["response"] for message in self.messages if message["response"]]

    @property
    def titles(self) -> list[str]:
        return [button["title"] for message in self.messages for button in message["buttons"]]

    @property
    def payloads(self) -> list[str]:
        return [button["payload"] for message in self.messages for button in message["buttons"]]

    @property
    def custom(self) -> list[Mapping[str, Any]]:
        return [message["custom"] for message in self.messages if message["custom"]]

    @property
    def slots(self) -> dict[str, Any]:
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}

    @property
    def follows(self) -> list[str]:
        return [event["name"] for event in self.events if event["event"] == "followup"]


def a_tracker(
    intent: str = "inform",
    *,
    text: str = "",
    entities: Sequence[Mapping[str, Any]] = (),
    form: str | None = None,
    heard: Mapping[str, Any] | None = None,
    metadata: Mapping[str, Any] | None = None,
    **slots: Any,
) -> Tracker:
    """A tracker after one message, its language read; `heard` are the slots that this very message filled."""
    read = {"language": language(text), **(metadata or {})}
    latest = {"text": text, "intent": {"name": intent}, "entities": list(entities), "metadata": read}
    events = [
        {"event": "action"},
        *({"event": "slot", "name": name, "value": value} for name, value in (heard or {}).items()),
    ]
    filled = {**slots, **(heard or {})}
    return Tracker("person", filled, latest, events, False, None, {"name": form} if form else {}, None)


def an_entity(name: str, value: Any, text: str = "") -> dict[str, Any]:
    return {"entity": name, "value": value, "text": text or str(value)}


async def act(action: Action, tracker: Tracker, region: InForce = THE_REGION) -> Said:
    """Run an action on what is in force and return what it said."""
    dispatcher = CollectingDispatcher()
    with for_turn(region):
        events = await action.run(dispatcher, tracker, {})
    return Said(dispatcher.messages, events)
