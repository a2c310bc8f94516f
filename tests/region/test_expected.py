"""What a condition expects is said beside what was stated, where it bounds a number."""

from typing import Any

import pytest

from region.expected import expected
from tests.regions import THE_REGION

BOUNDS = [
    ({"fact": "amount", "between": [70000, 250000]}, "de 70 000 à 250 000 €"),
    ({"fact": "turnover", "below": 2000000}, "moins de 2 millions d'euros"),
    ({"fact": "headcount", "below": 20}, "moins de 20 salariés"),
    ({"fact": "headcount", "between": [10, 2000]}, "de 10 à 2 000 salariés"),
    ({"fact": "investment", "at_least": 30000}, "au moins 30 000 €"),
    ({"fact": "amount", "at_most": 1000}, "au plus 1 000 €"),
    ({"fact": "headcount", "above": 1}, "plus de 1 salarié"),
    ({"territory": "service"}, None),
    ({"fact": "org_type", "in": ["tpe"]}, None),
]


@pytest.mark.parametrize(("test", "said"), BOUNDS)
def test_the_bounds_of_a_number_are_said_in_words(test: dict[str, Any], said: str | None) -> None:
    told = expected(test)
    assert (told.replace("\u00a0", " ") if told else told) == said


def test_every_condition_of_every_aid_says_its_rule() -> None:
    programmes = THE_REGION.catalogue.programmes.values()
    assert all(condition.rule for programme in programmes for condition in programme.conditions)
