"""What a file of dates or places would change, as its page shows it before anything does."""

from datetime import date
from typing import Any

from region import formats, whereabouts
from region.adapters import bringing, event_rows
from region.adapters.changes import Plan, Row
from region.brought import Brought
from region.territory import Gazetteer

HIDDEN = frozenset({"uid", "id", "checked_on", "origin", "lat", "lon", "ends_at", "ends_on"})
"""Columns whose change says nothing to a reader; an end is said with its start."""


def told(kind: str, found: Brought[Any], plan: Plan, *, known: Gazetteer) -> dict[str, Any]:
    """Return the rows added, changed, removed and the same, those refused with their line, and the kinds in doubt."""
    kept = {row.get("uid"): row.get("kind") for row in (*plan.after(), *plan.same)}
    doubtful = [(each, kept[each.uid]) for each in found.read if getattr(each, "uid", None) in found.doubtful]
    return {
        "read": len(found.read),
        "refused": [(each.line, each.message) for each in found.refused],
        "added": [_line(kind, row, known) for row in plan.added],
        "changed": [(_line(kind, new, known), _differences(old, new)) for old, new in plan.changed],
        "removed": [_line(kind, row, known) for row in plan.removed],
        "same": len(plan.same),
        "doubtful": [(each.uid, each.title, each.when, chosen) for each, chosen in doubtful],
    }


def _line(kind: str, row: Row, known: Gazetteer) -> tuple[str, str, str, str]:
    """When, what, where and the source of a date; or the place, its address, its town and its telephone."""
    if kind == bringing.AGENDA:
        event = event_rows.of_row(row)
        there = whereabouts.where(event.place, known.by_code(event.commune or ""))
        return event.title, event.when, there or "—", event.source.title
    return row["name"], row["address"] or "—", row["commune_name"] or "—", row["phone"] or "—"


def _differences(old: Row, new: Row) -> list[tuple[str, str, str]]:
    """Each column that a reader understands and that changes: its name, before, after."""
    return [
        (name, _said(old[name]), _said(value))
        for name, value in new.items()
        if name not in HIDDEN and old[name] != value
    ] or [("ends_on", _said(old.get("ends_on")), _said(new.get("ends_on")))]


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "—"
    try:
        return formats.day(date.fromisoformat(value)) if value else "—"
    except (TypeError, ValueError):
        return str(value)
