"""One sentence, every aid: « menuiserie de 14 salariés à Hazebrouck, 85 000 € » gets them all, and what to say next."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import ami, cards, heard, noting, saying, wording
from region import all_aids, facts, formats, statements
from region.all_aids import Assessment
from region.catalogue import Catalogue
from region.in_force import of_turn
from region.names import programme_title
from region.size import with_size

WHO = frozenset({"org_type", "headcount", "activity", "registered"})
WHERE_AND_WHAT = frozenset({"commune", "departement", "amount"})
FIRMS = frozenset({"micro_entreprise", "tpe", "pme", "eti", "grande_entreprise"})
CHECK, FORM = "all", "aids_form"
KEPT = ("org_type", "investment", "activity", "registered", "recent_dismissal", "project")


def described(slots: Mapping[str, Any], tracker: Tracker) -> dict[str, Any] | None:
    """The facts of a case that the latest message describes: who, and where or what; None when it does not."""
    passing = {**ami.town_hall(tracker), **statements.of(heard.text(tracker))}
    said = {**facts.stated(slots), **passing}
    just = {name for name in WHO | WHERE_AND_WHAT if heard.entities(tracker, name)} | passing.keys()
    return _firm(said) if just & WHO and just & WHERE_AND_WHAT else None


def _firm(said: dict[str, Any]) -> dict[str, Any]:
    """A trade or a head count is a firm's: its size follows, and the sum said is what it invests."""
    if said.get("org_type") is None and WHO & said.keys():
        said = dict(with_size(said))
    if said.get("org_type") in FIRMS and said.get("amount") is not None:
        said.setdefault("investment", said["amount"])
    return said


def assessed(said: Mapping[str, Any], slots: Mapping[str, Any]) -> Assessment:
    """Where every aid stands on these facts, and the next question; `slots` tell what was asked and is not known."""
    held = of_turn()
    programmes = held.catalogue.programmes.values()
    return all_aids.assess(programmes, said, territory=held.territory, today=held.today, declined=facts.declined(slots))


def of_case(slots: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of the case in the slots, a firm's size and investment with them."""
    return _firm(facts.stated(slots))


def tell(
    dispatcher: CollectingDispatcher, said: Mapping[str, Any], tracker: Tracker, *, catalogue: Catalogue
) -> list[EventType]:
    """Say where every aid stands and why, then ask what settles most."""
    found, plain = assessed(said, tracker.slots), facts.plain(said)  # what a conversation remembers is JSON
    cited = saying.sources([source for each in found.verdicts for source in each.programme.sources])
    dispatcher.utter_message(
        response="utter_every_aid",
        facts=_understood(said),
        verdict_text=wording.groups(found.verdicts, catalogue.wordings),
        next_text=_next(found, catalogue.wordings),
        json_message={"sources": cited, "case": {"facts": plain}, "aids": cards.of(found.verdicts)},
    )
    kept = [SlotSet(name, plain[name]) for name in KEPT if name in plain]
    firm = said.get("org_type") in (None, *FIRMS)
    intent = "check_company_support" if firm else "check_ami_eligibility"
    remembered = saying.remembered(intent=intent, cited=cited, check=CHECK)
    return [*kept, *remembered, noting.told(plain), *([FollowupAction(FORM)] if found.next else [])]


def again(
    dispatcher: CollectingDispatcher, slots: Mapping[str, Any], tracker: Tracker, *, catalogue: Catalogue
) -> list[EventType]:
    """Say every aid again, on what is known now."""
    return tell(dispatcher, of_case(slots), tracker, catalogue=catalogue)


def _understood(said: Mapping[str, Any]) -> str:
    """The facts as they were read; a sum is said once, and an ordinary trade is what the person just called it."""
    once = said.get("investment") == said.get("amount")
    hidden = {"investment"} if once else set()
    shown = {
        name: value for name, value in said.items() if name not in hidden and (name, value) != ("activity", "other")
    }
    return ", ".join(facts.say(name, value, gazetteer=of_turn().gazetteer) for name, value in shown.items())


def _next(found: Assessment, say: Mapping[str, str]) -> str:
    """The question that settles most, the aids it settles and the conditions that ask it."""
    if found.next is None:
        return say["aids.nothing_to_ask"]
    conditions = dict.fromkeys(condition.label for _, condition in found.next.conditions)
    aids = formats.joined([programme_title(slug) for slug in found.next.settles])
    return say["aids.why"].format(label=found.next.to_dict()["label"], aids=aids, conditions=" ; ".join(conditions))
