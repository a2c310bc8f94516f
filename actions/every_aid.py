"""One sentence, every aid: « menuiserie de 14 salariés à Hazebrouck, 85 000 € » gets them all, and what to say next."""

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import ami, asking_next, cards, heard, legal, noting, place, saying, summary
from nlu.intents import CHECKS, TOPICS
from region import all_aids, eligibility, facts, statements
from region.all_aids import Assessment
from region.catalogue import Catalogue
from region.eligibility import Verdict
from region.in_force import of_turn
from region.programmes import Programme
from region.size import with_size
from region.standing import answering_first
from region.vocabulary import FIRMS

WHO = frozenset({"org_type", "headcount", "activity", "registered"})
WHERE_AND_WHAT = frozenset({"commune", "departement", "amount"})
ABOUT_A_CASE = {None, *(TOPICS[name] for name in CHECKS)}
"""What a case is told about, a fact a message: the aids, or nothing yet."""
SIZED = FIRMS - {"micro_entreprise"}
"""The sizes that a head count says."""
CHECK, FORM = "all", "aids_form"
KEPT = ("org_type", "legal_form", "investment", "activity", "registered", "recent_dismissal", "project")


def described(slots: Mapping[str, Any], tracker: Tracker) -> dict[str, Any] | None:
    """The facts of a case that the latest message describes: who, and where or what; None when it does not."""
    passing = {**ami.town_hall(tracker), **statements.of(heard.text(tracker))}
    said = {**facts.stated(slots), **passing}
    just = {name for name in WHO | WHERE_AND_WHAT if heard.entities(tracker, name)} | passing.keys()
    just |= {"departement"} if place.of_its_epci(tracker) else set()
    talked = TOPICS.get(str(tracker.get_slot("last_intent")))
    begun = talked in ABOUT_A_CASE and not tracker.get_slot(noting.TOLD)
    known = said.keys() | just if begun and just else just  # « je suis boulanger », then « à Lens »
    return _firm(said) if known & WHO and known & WHERE_AND_WHAT else None


def _firm(said: dict[str, Any]) -> dict[str, Any]:
    """A trade or a head count is a firm's: its size follows, and the sum said is what it invests."""
    if said.get("org_type") is None and WHO & said.keys():
        said = dict(with_size(said))
    sized = with_size({"headcount": said.get("headcount")}).get("org_type")
    if sized and said.get("org_type") in SIZED:
        said = {**said, "org_type": sized}
    if said.get("org_type") in FIRMS and said.get("amount") is not None:
        said.setdefault("investment", said["amount"])
    return said


def assessed(said: Mapping[str, Any], slots: Mapping[str, Any]) -> Assessment:
    """Where every aid stands on these facts, and the next question; `slots` tell what was asked and is not known."""
    held = of_turn()
    programmes, declined = held.catalogue.programmes.values(), facts.declined(slots)
    found = all_aids.assess(programmes, said, territory=held.territory, today=held.today, declined=declined)
    return asking_next.by_size(found, said, declined)


def assessed_of(programmes: Sequence[Programme], slots: Mapping[str, Any]) -> list[Verdict]:
    """The verdicts of these aids on the case in the slots."""
    held = of_turn()
    return [eligibility.check(each, of_case(slots), territory=held.territory, today=held.today) for each in programmes]


def of_case(slots: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of the case in the slots, a firm's size and investment with them."""
    return _firm(facts.stated(slots))


def tell(
    dispatcher: CollectingDispatcher,
    said: Mapping[str, Any],
    tracker: Tracker,
    *,
    catalogue: Catalogue,
    first: bool = True,
) -> list[EventType]:
    """Say where the aids stand and why, then ask what settles most. `first`: nothing of it was told before."""
    found = assessed(said, tracker.slots)
    cited = saying.sources([source for each in found.verdicts for source in each.programme.sources])
    text = summary.of(found.verdicts, catalogue.wordings, first=first)
    dispatcher.utter_message(
        response="utter_every_aid",
        facts=_understood(said, tracker),
        verdict_text=text,
        next_text=asking_next.worded(found, catalogue.wordings),
        json_message={
            "sources": cited,
            "facts": text.splitlines(),
            "case": {"facts": facts.plain(said)},  # what a conversation remembers is JSON
            "aids": cards.of(answering_first(found.verdicts)),
        },
    )
    return kept(said, cited, found)


def kept(said: Mapping[str, Any], cited: list[dict[str, Any]], found: Assessment) -> list[EventType]:
    """The case told and its sources, remembered; then the question that settles most, where one does."""
    plain = facts.plain(said)
    firm = said.get("org_type") in (None, *FIRMS)
    intent = "check_company_support" if firm else "check_ami_eligibility"
    stated = [SlotSet(name, plain[name]) for name in KEPT if name in plain]
    remembered = saying.remembered(intent=intent, cited=cited, check=CHECK)
    return [*stated, *remembered, noting.told(plain), *([FollowupAction(FORM)] if found.next else [])]


def _understood(said: Mapping[str, Any], tracker: Tracker) -> str:
    """The facts as they were read; a sum that is both the cost and the investment is said once."""
    once = noting.told_twice(said)
    shown = {name: value for name, value in said.items() if name not in once}
    return noting.in_words(legal.as_said(shown, tracker), asked="amount")
