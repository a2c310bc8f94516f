"""« Et maintenant je fais quoi », « laquelle est faite pour moi » : the way on from a result, and the aids nearest to the case."""

from collections.abc import Mapping, Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import every_aid, heard, noting, outcome, reasons, saying, wording
from actions.doing import Doing
from region.eligibility import MISSING, NOT_MET, Verdict
from region.in_force import of_turn
from region.standing import SEEMS_OPEN, answering_first, for_others, standing

COMPANY = "company"


class AskedOnward(Doing):
    """What to do with a result: ask whether what seems open is, mend what fails, keep a page; in a check, answer."""

    called = "action_asked_onward"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return no failure: what is asked is answered."""
        if not told(tracker):
            dispatcher.utter_message(response="utter_onward_in_check")
            return [SlotSet("failures", 0)]
        say, mine = of_turn().catalogue.wordings, _mine(tracker)
        open_ = [each for each in mine if standing(each) in SEEMS_OPEN]
        lines = [say["aids.onward_open"].format(aids=outcome.with_sums(open_, say))] if open_ else _mending(mine, say)
        _tell(dispatcher, "utter_onward", [*lines, *_advised(mine, say), say["aids.onward_keep"]], mine)
        return [SlotSet("failures", 0)]


def told(tracker: Tracker) -> bool:
    """Whether a result is known: told of one aid, or of every aid, whose check goes on after it."""
    return bool(tracker.get_slot(noting.TOLD)) and heard.in_form(tracker) in (None, every_aid.FORM)


class AskedBest(Doing):
    """The aids nearest to the case, money first where a sum is stated; nobody here chooses."""

    called = "action_asked_best"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return no failure: what is asked is answered."""
        tell_nearest(dispatcher, tracker, choosing=True)
        return [SlotSet("failures", 0)]


def tell_nearest(dispatcher: CollectingDispatcher, tracker: Tracker, *, choosing: bool = False) -> None:
    """Say the aids that nothing known is against, and what is left to know of the others that pay; nobody here chooses."""
    say, mine = of_turn().catalogue.wordings, _mine(tracker)
    open_ = [each for each in mine if standing(each) in SEEMS_OPEN]
    waiting = [each for each in mine if standing(each) == MISSING and each.programme.pays]
    lines = [say["aids.best_open"].format(aids=outcome.with_sums(open_, say))] if open_ else []
    lines += [say["aids.best_waiting"].format(aids=outcome.waiting(waiting, say))] if waiting else []
    lines += [] if lines else [say["aids.none"], *_mending(mine, say)]
    chosen = [say["aids.best_choice"]] if choosing else []
    _tell(dispatcher, "utter_best", [*lines, *chosen, *_advised(mine, say)], mine)


def _mine(tracker: Tracker) -> list[Verdict]:
    found = reasons.verdicts_told(tracker, of_turn().catalogue)
    return [each for each in answering_first(found) if not for_others(each)]


def _advised(mine: Sequence[Verdict], say: Mapping[str, str]) -> list[str]:
    """Who advises a firm."""
    return [say["verdict.company"]] if any(each.programme.audience == COMPANY for each in mine) else []


def _mending(mine: Sequence[Verdict], say: Mapping[str, str]) -> list[str]:
    """What to do about what fails, once each; else what is left to know."""
    failing = [line for each in mine if standing(each) == NOT_MET for line in wording.steps(each, say)]
    missing = [each for each in mine if standing(each) == MISSING]
    waiting = [each for each in missing if each.programme.pays] or missing
    left = [say["aids.best_waiting"].format(aids=outcome.waiting(waiting, say))] if waiting else []
    return left or list(dict.fromkeys(failing))


def _tell(dispatcher: CollectingDispatcher, response: str, lines: Sequence[str], mine: Sequence[Verdict]) -> None:
    cited = saying.sources([source for each in mine for source in each.programme.sources])
    dispatcher.utter_message(
        response=response, said="\n".join(lines), json_message={"sources": cited, "facts": list(lines)}
    )
