"""The indexed rule policy predicts what Rasa's own predicts, for every kind of turn."""

from typing import Any

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import State

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
    memory = Memory()
    for text in SAID:
        memory = (await engine.respond("someone", memory, Heard(text), THE_REGION)).memory
    assert len(seen) > len(SAID)
    assert max(seen) > 1
