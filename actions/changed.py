"""A case told before, on other facts: what changes of its result, from what, and the rest behind a button."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import every_aid, heard, noting, outcome, reasons, saying
from region import facts
from region.catalogue import Catalogue
from region.eligibility import Verdict
from region.in_force import of_turn
from region.standing import SEEMS_OPEN, for_others, standing

SEVERAL = (every_aid.CHECK, "company")
"""The checks whose result is of several aids."""


def of_several(tracker: Tracker) -> bool:
    """Whether the last result told was of several aids."""
    told = tracker.get_slot(noting.TOLD) or {}
    return tracker.get_slot("last_check") in SEVERAL and bool(told) and not told.get("checked_programme")


def again(
    dispatcher: CollectingDispatcher, slots: Mapping[str, Any], tracker: Tracker, *, catalogue: Catalogue
) -> list[EventType]:
    """Say what changes since the last result, then ask what settles most; every aid where another kind of body asks."""
    told = tracker.get_slot(noting.TOLD) or {}
    before, after = _before_and_after(told, slots, reasons.told_of(tracker, catalogue))
    if not told or _who(before) != _who(after):
        return every_aid.tell(dispatcher, every_aid.of_case(slots), tracker, catalogue=catalogue)
    another = noting.changed(dispatcher, slots, before=told)
    moved, stays = (each(before, after, catalogue.wordings) for each in (outcome.lines, outcome.staying))
    same = [] if moved or (stays and not another) else [catalogue.wordings["aids.nothing_moved"]]
    text, said = [*moved, *same, *stays], every_aid.of_case(slots)
    cited = _cited(before, after)
    dispatcher.utter_message(
        response="utter_outcome",
        outcome="\n".join(text),
        json_message={"sources": cited, "facts": text, "case": {"facts": facts.plain(said)}},
    )
    if tracker.get_slot("last_check") != every_aid.CHECK:
        remembered = saying.remembered(intent="check_company_support", cited=cited, check="company")
        return [*remembered, noting.told(slots, tracker)]
    return every_aid.kept(said, cited, every_aid.assessed(said, tracker.slots))


def supposed(
    dispatcher: CollectingDispatcher, now: Mapping[str, Any], changes: Mapping[str, Any], tracker: Tracker
) -> None:
    """Say what the aids of the check, or of the last result, would become; nothing is kept of it."""
    catalogue = of_turn().catalogue
    say = catalogue.wordings
    about = reasons.programmes if heard.in_form(tracker) else reasons.told_of
    before, after = _before_and_after(tracker.slots, now, about(tracker, catalogue))
    moved = outcome.lines(before, after, say, how=outcome.SUPPOSED)
    text = [*(moved or [say["aids.would_nothing"]]), *outcome.staying(before, after, say, how=outcome.SUPPOSED)]
    dispatcher.utter_message(
        response="utter_supposed_settles",
        facts=noting.worded(changes),
        settled="\n".join(text),
        json_message={"sources": _cited(before, after), "facts": text},
    )


def _before_and_after(
    before: Mapping[str, Any], now: Mapping[str, Any], aids: Sequence[Any]
) -> tuple[list[Verdict], list[Verdict]]:
    return every_aid.assessed_of(aids, before), every_aid.assessed_of(aids, now)


def _who(verdicts: Sequence[Verdict]) -> list[bool]:
    """Which aids are for the body that asks."""
    return [for_others(each) for each in verdicts]


def _cited(before: Sequence[Verdict], after: Sequence[Verdict]) -> list[dict[str, Any]]:
    """The sources of the aids that moved, and of those that still seem open."""
    found = outcome.moved(before, after)
    named = [each for each in after if each in found or standing(each) in SEEMS_OPEN]
    return saying.sources([source for each in named for source in each.programme.sources])
