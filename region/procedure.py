"""The form of an aid on demarches-simplifiees.fr, filled with what was stated: its public prefill addresses.

`https://www.demarches-simplifiees.fr/commencer/<procedure>?champ_<id>=<value>`: numbers and texts as they are, yes and no
as `true` and `false`, a choice by the very words of its option, a department by its code.
https://doc.demarches-simplifiees.fr (« API de préremplissage »)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from region.records import Source
from region.vocabulary import VOCABULARY, Range

HOST = "https://www.demarches-simplifiees.fr/commencer/"


@dataclass(frozen=True)
class Procedure:
    """Where an aid is asked for, and the field that takes each fact; `options` are the words of a choice's options."""

    url: str
    source: Source
    fields: Mapping[str, str]
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def filled(self, facts: Mapping[str, Any]) -> dict[str, str]:
        """The facts that the form takes, with the value it gets; a range, or a choice without its words, is left to write."""
        values = {name: self._value(name, facts[name]) for name in self.fields if facts.get(name) is not None}
        return {name: value for name, value in values.items() if value is not None}

    def address(self, facts: Mapping[str, Any]) -> str:
        """The address that opens the form with these facts in it."""
        values = {self.fields[name]: value for name, value in self.filled(facts).items()}
        return f"{self.url}?{urlencode(values)}" if values else self.url

    def _value(self, name: str, value: Any) -> str | None:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, Range | list):
            return None
        if VOCABULARY[name]["kind"] == "choice":
            return self.options.get(name, {}).get(value)
        return str(value)
