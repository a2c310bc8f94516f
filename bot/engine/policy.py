"""Rasa's rule policy, which looks only at the rules and at the past turns that can count."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from operator import is_
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import ActionExecuted, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT

from bot.engine.tracker import TurnTracker

Kind = tuple[str | None, str | None]


@dataclass(frozen=True)
class Index:
    """The rules of one lookup by the action and the intent of their last state; None where it asks for nothing simple."""

    keys: dict[Kind, list[str]]
    longest: int  # states
    reads_text: bool  # a rule asks for the words of a message rather than for its intent


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IndexedRulePolicy(RulePolicy):
    """The same predictions, for less (docs/performance.md)."""

    _learning = False

    def train(self, training_trackers: list[Any], domain: Domain, **kwargs: Any) -> Resource:
        """Learn the rules as Rasa does, without the index that a trained policy reads."""
        self._learning = True
        return super().train(training_trackers, domain, **kwargs)

    def _find_action_from_rules(
        self, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
    ) -> tuple[str | None, str | None, bool]:
        """Ask the rules about the words of a message only if one of them reads words."""
        if use_text_for_last_user_input and not (self._learning or any(index.reads_text for index in self._indices())):
            return None, None, False
        return super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)  # type: ignore[no-any-return]

    def _prediction_states(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        """Return the last states, as many as the longest rule has: no rule looks further back."""
        if self._learning:
            return super()._prediction_states(tracker, domain, use_text_for_last_user_input, rule_only_data)  # type: ignore[no-any-return]
        states = _last_states(tracker, domain, max(index.longest for index in self._indices()))
        self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
        return states

    @staticmethod
    def format_tracker_states(states: list[State]) -> str:  # noqa: ARG004
        """Return nothing: Rasa would write what a person said in its debug log."""
        return ""

    def _get_possible_keys(self, lookup: dict[str, str], states: list[State]) -> set[str]:
        if not states:
            return set(lookup)
        keys = self._index(lookup).keys
        action, intent = _kind(states[-1])
        chosen = [key for kind in {(a, i) for a in (action, None) for i in (intent, None)} for key in keys[kind]]
        return super()._get_possible_keys(dict.fromkeys(chosen, ""), states)  # type: ignore[no-any-return]

    @cached_property
    def _kept_indices(self) -> dict[int, tuple[int, Index]]:
        """Each lookup's index by its identity, with the size it was made at: a lookup grows while rules are learned."""
        return {}

    def _indices(self) -> list[Index]:
        return [self._index(lookup) for lookup in self.lookup.values() if isinstance(lookup, dict)]

    def _index(self, lookup: dict[str, str]) -> Index:
        kept = self._kept_indices
        if id(lookup) not in kept or kept[id(lookup)][0] != len(lookup):
            kept[id(lookup)] = len(lookup), self._indexed(lookup)
        return kept[id(lookup)][1]

    def _indexed(self, lookup: dict[str, str]) -> Index:
        rules = {key: self._rule_key_to_state(key) for key in lookup}
        keys: dict[Kind, list[str]] = defaultdict(list)
        for key, states in rules.items():
            keys[_kind(states[-1])].append(key)
        longest = max((len(states) for states in rules.values()), default=0)
        return Index(keys, longest, any(TEXT in state.get(USER, {}) for states in rules.values() for state in states))


@dataclass
class Walk:
    """How far a tracker's events were walked through, and the state before each action on the way."""

    events: list[Event]
    past: DialogueStateTracker
    states: list[State]

    def leads_to(self, events: list[Event]) -> bool:
        """Tell whether events begin with those of this walk."""
        return len(self.events) <= len(events) and all(map(is_, self.events, events))

    @classmethod
    def of(cls, tracker: DialogueStateTracker) -> "Walk":
        """Return a walk that has not begun; a slot no rule looks at is left out."""
        slots = [slot for slot in tracker.slots.values() if slot.influence_conversation]
        return cls([], TurnTracker(tracker.sender_id, slots), [])

    def go_on(self, events: list[Event], domain: Domain, *, since: int) -> None:
        """Walk to the end of `events`; states before the place `since` will not be asked for."""
        for place in range(len(self.events), len(events)):
            event = events[place]
            if isinstance(event, ActionExecuted):
                self.states.append(_state(self.past, domain) if place >= since else {})
            if event.type_name != SlotSet.type_name or event.key in self.past.slots:
                self.past.update(event)
        self.events = events


def _last_states(tracker: DialogueStateTracker, domain: Domain, most: int) -> list[State]:
    """Return the state now and those before the last actions, `most` in all, oldest first.

    A turn asks two or three times, each time a few events further: the walk through the events is kept between.
    """
    events = tracker.applied_events()
    walk: Walk | None = tracker.__dict__.get("_walk")
    if walk is None or not walk.leads_to(events):
        walk = tracker.__dict__["_walk"] = Walk.of(tracker)
    actions = [place for place, event in enumerate(events) if isinstance(event, ActionExecuted)]
    walk.go_on(events, domain, since=actions[-most] if len(actions) > most else 0)
    return [*walk.states[max(0, len(walk.states) - most + 1) :], _state(walk.past, domain)]


def _state(tracker: DialogueStateTracker, domain: Domain) -> State:
    return domain._clean_state(domain.get_active_state(tracker))


def _kind(state: State) -> Kind:
    action = state.get(PREVIOUS_ACTION, {}).get("action_name")
    intent = state.get(USER, {}).get("intent")
    return _named(action), _named(intent)


def _named(value: object) -> str | None:
    return value if isinstance(value, str) and value != SHOULD_NOT_BE_SET else None
