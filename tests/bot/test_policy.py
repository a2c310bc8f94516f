"""The indexed rule policy predicts what Rasa's own predicts, for every kind of turn."""

from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import State
from rasa.shared.core.events import ActionExecutionRejected, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from bot.engine.engine import Engine, Heard
from bot.engine.memory import Memory
from bot.engine.policy import IndexedRulePolicy
from tests.regions import THE_REGION


@pytest.fixture(scope="module")
def policy(engine: Engine) -> IndexedRulePolicy:
    nodes = engine._processor.graph_runner._nodes
    return next(node._component for node in nodes.values() if isinstance(node._component, IndexedRulePolicy))


def states(policy: IndexedRulePolicy) -> list[list[State]]:
    """Return what ends every rule, alone and after another turn."""
    known = [
        policy._rule_key_to_state(key)
        for lookup in policy.lookup.values()
        if isinstance(lookup, dict)
        for key in lookup
    ]
    other = {"user": {"intent": "ask_prochia"}, "prev_action": {"action_name": "action_listen"}}
    return [each for rule in known for each in (rule, [other, *rule], [*rule, other])]


def test_the_same_rules_apply(policy: IndexedRulePolicy) -> None:
    lookups = [lookup for lookup in policy.lookup.values() if isinstance(lookup, dict) and lookup]
    assert lookups
    for lookup in lookups:
        for each in states(policy):
            assert policy._get_possible_keys(lookup, each) == RulePolicy._get_possible_keys(policy, lookup, each)


SAID = (
    "Bonjour", "C'est quoi Proch'IA ?", "Ma commune peut-elle être aidée ?", "Saint-Omer", "quels outils ?", "oui",
    "quelles aides pour mon entreprise ?", "je ne sais pas", "12 salariés", "stop", "et pour une association ?", "merci",
)  # fmt: skip


async def test_the_last_states_are_those_rasa_sees(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    ours = IndexedRulePolicy._prediction_states

    def compared(policy: IndexedRulePolicy, tracker: Any, domain: Any, text: bool = False, **given: Any) -> list[State]:
        last = ours(policy, tracker, domain, text, **given)
        assert last == RulePolicy._prediction_states(policy, tracker, domain, text, **given)[-len(last) :]
        seen.append(len(last))
        return last

    monkeypatch.setattr(IndexedRulePolicy, "_prediction_states", compared)
    await _talk(engine)
    assert len(seen) > len(SAID)
    assert max(seen) > 1


async def test_a_tracker_that_copies_stands_where_rasas_own_does(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []
    handle = engine._processor.handle_message

    async def watched(message: Any) -> Any:
        said = await handle(message)
        tracker: Any = await engine._store.retrieve(message.sender_id)
        theirs = DialogueStateTracker.from_events(tracker.sender_id, list(tracker.events), tracker.slots.values())
        for ours in (tracker, tracker.copy()):
            assert ours.current_state(EventVerbosity.ALL) == theirs.current_state(EventVerbosity.ALL)
            assert ours.applied_events() == theirs.applied_events()
            assert ours.active_loop == theirs.active_loop
        compared.append(len(tracker.events))
        return said

    monkeypatch.setattr(engine._processor, "handle_message", watched)
    await _talk(engine)
    assert len(compared) >= len(SAID)


def test_what_is_done_to_a_copy_is_not_done_to_the_tracker(engine: Engine) -> None:
    tracker = Memory().tracker("ada", engine._domain)
    tracker.update(ActiveLoop("ami_form"))
    other = tracker.copy()
    for event in (SlotSet("amount", 12.0), ActionExecutionRejected("ami_form"), UserUttered("oui")):
        other.update(event)
    assert tracker.get_slot("amount") is None
    assert other.get_slot("amount") == 12.0
    assert (tracker.is_active_loop_rejected, other.is_active_loop_rejected) == (False, True)
    assert len(other.events) == len(tracker.events) + 3


async def _talk(engine: Engine) -> None:
    memory = Memory()
    for text in SAID:
        memory = (await engine.respond("someone", memory, Heard(text), THE_REGION)).memory
