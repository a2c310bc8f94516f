"""The indexed rule policy predicts what Rasa's own predicts, for every kind of turn."""

import pytest
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.domain import State

from bot.engine.engine import Engine
from bot.engine.policy import IndexedRulePolicy


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
