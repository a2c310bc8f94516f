"""« On a droit à ADEN ? », « c'est oui ou non pour ADEN ? »: a yes or a no asked of an aid, and of nothing more."""

from __future__ import annotations

import re
from pathlib import Path

from nlu.french import flat
from region.files import read_yaml

_LISTS = read_yaml(Path(__file__).with_suffix(".yml"))
_ASKING = tuple(re.compile(_LISTS[name]) for name in ("entitled", "yes_or_no"))
_SMALL = frozenset(_LISTS["small"].split())
_NAMING = frozenset(_LISTS["naming"].split())
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_WORD = re.compile(r"[a-z0-9]+")


def asks(text: str) -> bool:
    """Tell whether a text asks if an aid can be had, whatever else it says."""
    said = flat(text)
    return any(each.search(said) for each in _ASKING)


def only_asks(text: str, *, name: str) -> bool:
    """Tell whether the sentence that names the aid asks that alone: one more word (« pour un logiciel ») asks something else."""
    said, others = _around(text, name)
    return asks(said) and others <= _SMALL


def only_names(text: str, *, name: str) -> bool:
    """Tell whether the text says nothing but the aid's name: « et la DACS alors ? », asked of the result just told."""
    said, others = _around(text, name)
    return said == flat(text).strip() and others <= _NAMING


def _around(text: str, name: str) -> tuple[str, set[str]]:
    """The sentence that names the aid, and its other words."""
    named = flat(name)
    said = next((each.strip() for each in _SENTENCE.findall(flat(text)) if named in each), "")
    return said, set(_WORD.findall(said.replace(named, " ")))
