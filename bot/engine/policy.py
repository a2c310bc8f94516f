"""Rasa's rule policy, which looks at the rules that may apply rather than at all of them."""

from collections import defaultdict
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER

Kind = tuple[str | None, str | None]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class IndexedRulePolicy(RulePolicy):
    """The same predictions: rules are first chosen by the last action and the intent they end with."""

    def _get_possible_keys(self, lookup: dict[str, str], states: list[dict[str, Any]]) -> set[str]:
        if not states:
            return set(lookup)
        index = self._index(lookup)
        action, intent = _kind(states[-1])
        chosen = [key for kind in {(a, i) for a in (action, None) for i in (intent, None)} for key in index[kind]]
        return super()._get_possible_keys(dict.fromkeys(chosen, ""), states)  # type: ignore[no-any-return]

    def _index(self, lookup: dict[str, str]) -> "defaultdict[Kind, list[str]]":
        """Return the rules by what their last state asks for; None where it asks for nothing simple."""
        kept = self.__dict__.setdefault("_indices", {})
        if id(lookup) not in kept or kept[id(lookup)][0] != len(lookup):
            index: defaultdict[Kind, list[str]] = defaultdict(list)
            for key in lookup:
                index[_kind(self._rule_key_to_state(key)[-1])].append(key)
            kept[id(lookup)] = len(lookup), index
        return kept[id(lookup)][1]  # type: ignore[no-any-return]


def _kind(state: dict[str, Any]) -> Kind:
    action = state.get(PREVIOUS_ACTION, {}).get("action_name")
    intent = state.get(USER, {}).get("intent")
    return _named(action), _named(intent)


def _named(value: object) -> str | None:
    return value if isinstance(value, str) and value != SHOULD_NOT_BE_SET else None
