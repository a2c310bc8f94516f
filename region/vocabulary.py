"""The facts a person may state, and what is missing without anybody being able to state it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nlu.french import fold
from region.files import pack_file, read_yaml

_READ = read_yaml(pack_file("facts.yml"))
VOCABULARY: Mapping[str, Mapping[str, Any]] = _READ["facts"]
CONFIRMATIONS: Mapping[str, str] = _READ["confirmations"]
SWORN: frozenset[str] = frozenset(_READ["sworn"])  # what is left to swear to, or for the aid's own body to confirm
SUMS: Mapping[str, str] = _READ["sums"]  # a sum that no check asks for, by its field (nlu.acts.fields)
FIRMS: frozenset[str] = frozenset(_READ["firms"])  # the bodies that are companies
PUBLIC: frozenset[str] = frozenset(_READ["public"])  # the bodies that no aid for companies is made for
BRIEFLY: Mapping[str, str] = _READ["briefly"]
ANSWERS: Mapping[str, str] = _READ["answers"]
EXPECTED: Mapping[str, str] = _READ["expected"]
_TOWN_HALL = re.compile(_READ["town_hall"])


def of_a_town_hall(role: str) -> bool:
    """Tell whether a role is held in a town hall: « secrétaire de mairie », « adjointe au maire », « DGS »."""
    return bool(_TOWN_HALL.search(fold(role)))


@dataclass(frozen=True)
class Range:
    """A number known by its band only, as the companies' register gives head counts; `high` None is open.

    `about`: the one number that was said, « environ 85 000 € », where the band is only what it may be.
    """

    low: int
    high: int | None
    about: int | None = None
