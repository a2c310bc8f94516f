"""Runs the rasa-sdk actions in our process, so that an answer does not cross HTTP to reach its own code."""

from itertools import takewhile
from types import ModuleType
from typing import Any

from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection as Rejection


class InProcessActions(EndpointConfig):
    """The action endpoint, answered by the actions of one package."""

    def __init__(self, package: ModuleType | str) -> None:
        super().__init__(url="in-process", enable_selective_domain=True)
        executor = ActionExecutor()
        executor.register_package(package)
        self._actions = executor.actions

    async def call(self, name: str, tracker: Tracker) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Return the events of an action and what it says; raises LookupError where no action has this name."""
        if name not in self._actions:
            raise LookupError(f"no action is called {name!r}")
        dispatcher = CollectingDispatcher()
        events = await self._actions[name](dispatcher, tracker, {}) or []
        if not all(isinstance(event, dict) and isinstance(event.get("event"), str) for event in events):
            raise ValueError(f"{name} returned what are not events")
        return events, dispatcher.messages


async def _run(
    self: RemoteAction,
    output_channel: OutputChannel,
    nlg: NaturalLanguageGenerator,
    tracker: DialogueStateTracker,
    domain: Domain,
) -> list[Event]:
    """Run one action: what Rasa's own does, without a request, the whole past as JSON and a schema walked each time."""
    try:
        events, responses = await self.action_endpoint.call(self.name(), _seen(tracker))
    except Rejection as rejection:
        raise ActionExecutionRejection(rejection.action_name, rejection.message) from rejection
    said = await self._utter_responses(responses, output_channel, nlg, tracker)
    return [*said, *deserialise_events(events)]


RemoteAction.run = _run  # type: ignore[method-assign]


def _seen(tracker: DialogueStateTracker) -> Tracker:
    """Return what an action sees of a conversation: of the events, what was last said and the slots set since, if any."""
    candidates = takewhile(lambda event: isinstance(event, SlotSet), reversed(tracker.events))
    events = [tracker.latest_bot_utterance, *reversed([*candidates])]
    return Tracker(
        tracker.sender_id,
        tracker.current_slot_values(),
        tracker._latest_message_data(),  # type: ignore[arg-type]
        [event.as_dict() for event in events],
        tracker.is_paused(),
        tracker.followup_action,
        {"name": tracker.active_loop_name} if tracker.active_loop_name else {},
        tracker.latest_action_name,
    )
