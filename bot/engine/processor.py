"""Rasa's message processor, cut to what a turn needs: no dask, no copies for logs, no swallowed error."""

from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.engine import loader
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    DefinePrevUserUtteredFeaturization,
    Event,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.common import TempDirectoryPath, get_temp_dir_name

from bot.engine.graph import SequentialRunner
from bot.engine.lighter import fillable

FALLBACK_ACTION = "action_search"
"""What config.yml names as core_fallback_action_name."""


class Processor(MessageProcessor):
    """One loaded model, ready to answer; every exception but a rejection reaches the caller."""

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with TempDirectoryPath(get_temp_dir_name()) as folder:
            metadata, runner = loader.load_predict_graph_runner(
                Path(folder), Path(model_path), LocalModelStorage, SequentialRunner
            )
        return Path(model_path).name, metadata, runner

    async def run_anonymization_pipeline(self, tracker: DialogueStateTracker) -> None:
        """Nothing to do: personal data is masked before it reaches the engine (bot/privacy.py)."""

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Nothing to do: the domain is checked when the model is trained."""

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """Predict the next action; raises ActionLimitReached instead of ending the turn in silence."""
        again = self.should_predict_another_action(tracker.latest_action_name)
        if self.is_action_limit_reached(tracker, again):
            raise ActionLimitReached("The limit of actions to predict has been reached.")
        prediction = self._predict_next_with_tracker(tracker)
        return self._get_action(self.domain.action_names_or_texts[prediction.max_confidence_index]), prediction

    def _get_action(self, action_name: str) -> Action:
        """Return an action, made once; forms, which hold a turn's state, are made at each call."""
        action = self._kept_actions.get(action_name) or super()._get_action(action_name)
        assert action is not None  # Rasa raises when the domain does not know it
        if action_name not in self.domain.form_names:
            self._kept_actions[action_name] = action
        return action

    @cached_property
    def _kept_actions(self) -> dict[str, Action]:
        return {}

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Slots hold what a person said; they are never logged."""

    async def _update_tracker_session(self, *_: Any) -> None:
        """Nothing to do: a memory opens with its session, and the turn closes what has been idle too long."""

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Fill the slots of a message, where it says something that a slot can hold."""
        if not fillable(self.domain, tracker.latest_message):
            return tracker
        events = await self._get_action("action_extract_slots").run(output_channel, self.nlg, tracker, self.domain)
        await self._send_bot_messages(events, tracker, output_channel)
        tracker.update_with_events(events, self.domain)
        return tracker

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        trial = tracker
        if all(isinstance(event, DefinePrevUserUtteredFeaturization) for event in prediction.events):
            tracker.update_with_events(prediction.events, self.domain)  # true whatever the action does
            prediction.events = []
        else:
            trial = tracker.copy()
            trial.update_with_events(prediction.events, self.domain)
        try:
            events = await action.run(output_channel, nlg, trial, self.domain)
        except ActionExecutionRejection:
            tracker.update(ActionExecutionRejected(action.name(), prediction.policy_name, prediction.max_confidence))
            return bool(self.should_predict_another_action(action.name()))
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self._send_bot_messages(events or [], tracker, output_channel)
        return bool(self.should_predict_another_action(action.name()))

    def is_action_limit_reached(self, tracker: DialogueStateTracker, should_predict_another_action: bool) -> bool:
        """Tell whether too many actions were taken since the person was last listened to."""
        taken = 0
        for event in reversed(tracker.events):
            if event.type_name == ActionExecuted.type_name:
                if event.action_name in (ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME):
                    break
                taken += 1
        return taken >= self.max_number_of_predictions and should_predict_another_action

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        """Wait for the person once something was said: what no rule follows must not fall back on a search."""
        prediction = super()._predict_next_with_tracker(tracker)
        chosen = self.domain.action_names_or_texts[prediction.max_confidence_index]
        if chosen == FALLBACK_ACTION and tracker.latest_action_name != ACTION_LISTEN_NAME:
            return PolicyPrediction.for_action_name(self.domain, ACTION_LISTEN_NAME)
        return prediction

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: list[Event] | None, prediction: PolicyPrediction
    ) -> None:
        events = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)
