"""Puts near-duplicate messages together, so that one decision labels them all."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

ALIKE = 88
RECENT = 1_500
"""Representatives kept an intent: older groups are no longer joined."""


class Grouping:
    """Groups of near-duplicate keys, by likely intent; `place` tells the group a key belongs to, if any."""

    def __init__(self, known: Iterable[tuple[str | None, str, int]] = ()) -> None:
        self._keys: dict[str, list[str]] = {}
        self._groups: dict[str, list[int]] = {}
        for intent, key, group in known:
            self.add(intent, key, group)

    def place(self, intent: str | None, key: str) -> int | None:
        """Return the group of a message nearly the same, None where there is none."""
        keys = self._keys.get(intent or "", [])[-RECENT:]
        found = process.extractOne(key, keys, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
        return self._groups[intent or ""][-len(keys) :][found[2]] if found else None

    def add(self, intent: str | None, key: str, group: int) -> None:
        """Let later messages join a group."""
        self._keys.setdefault(intent or "", []).append(key)
        self._groups.setdefault(intent or "", []).append(group)


def nearest(key: str, keys: Sequence[str], *, count: int = 5, least: float = 40) -> list[tuple[int, float]]:
    """Return the places of the keys most like `key`, with their likeness out of 100."""
    found = process.extract(key, keys, scorer=fuzz.token_set_ratio, limit=count * 4, score_cutoff=least)
    ranked = sorted(found, key=lambda each: -(each[1] + fuzz.ratio(key, each[0])))
    return [(place, fuzz.token_sort_ratio(key, alike)) for alike, _, place in ranked[:count]]
