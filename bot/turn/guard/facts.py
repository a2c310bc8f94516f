"""A fact that a person could act on: a telephone, an e-mail, a link, a date, a street address, a sum in euros."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nlu.words import words


@dataclass(frozen=True, order=True)
class Fact:
    """`kind` is phone, email, url, host, site, date, address or amount; `value` is the same however it is written.

    Phones are international (`+33320000000`) or short (`3114`); urls have no scheme, `www.` or final slash; dates are
    `2026-06-24`, `2026-06` or `--06-24`; amounts are euros.
    """

    kind: str
    value: str


@dataclass(frozen=True)
class Found:
    """A fact and the way it is written in a text."""

    fact: Fact
    written: str


@cache
def lists(name: str) -> Any:
    """Return one list of French words from words.yml."""
    return words(Path(__file__).with_name("words.yml"))[name]
