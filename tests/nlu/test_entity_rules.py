"""Each rule of the contract on entities, with what it has read and what it sets aside."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.engine import standin

standin.install()

from nlu.components.decision import KEPT_SOMEWHERE, UNSAID_IN  # noqa: E402
from nlu.components.names import known_names  # noqa: E402
from nlu.entities import Finder  # noqa: E402
from nlu.evaluation import entity_f1  # noqa: E402
from tests.regions import THE_REGION  # noqa: E402

RULES = yaml.safe_load((Path(__file__).parent / "entity_rules.yml").read_text(encoding="utf-8"))
CASES = [case for rule in RULES for case in rule["cases"]]
WEDNESDAY = date(2026, 11, 25)
NUMBER = 6


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(known_names(THE_REGION.gazetteer))


def read(finder: Finder, case: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return what is stated, once the intent has had its say."""
    unsaid = UNSAID_IN.get(case.get("intent", "inform"), KEPT_SOMEWHERE)
    found = finder.find(case["said"], today=WEDNESDAY)
    return [(each.entity, each.value) for each in found if each.entity not in unsaid]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"])
def test_a_message_states_what_the_rule_tells(case: dict[str, Any], finder: Finder) -> None:
    assert dict(read(finder, case)) == case["found"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"])
def test_a_value_counts_once(case: dict[str, Any], finder: Finder) -> None:
    stated = list(case["found"].items())
    assert entity_f1([stated], [read(finder, case)]) in ({1.0} if stated else {None})


def test_every_rule_has_its_cases() -> None:
    assert len(RULES) == NUMBER
    assert all(len(rule["cases"]) > 1 for rule in RULES)
