"""One sentence, every aid: « menuiserie de 14 salariés à Hazebrouck, 85 000 € » gets them all, and what to say next."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import cards, case, heard, saying, wording
from nlu.intents import FORMS
from region import all_aids, facts, formats, statements
from region.all_aids import Assessment
from region.catalogue import Catalogue
from region.facts import UNKNOWN
from region.in_force import of_turn
from region.names import programme_title
from region.size import with_size
from region.vocabulary import VOCABULARY

WHO = frozenset({"org_type", "headcount", "activity", "registered"})
WHERE_AND_WHAT = frozenset({"commune", "departement", "amount"})
FIRMS = frozenset({"micro_entreprise", "tpe", "pme", "eti", "grande_entreprise"})
CHECK, MOST_BUTTONS = "all", 4
FIRM = ("company_form", case.COMPANY_ORDER)
PUBLIC = ("ami_form", case.AMI_ORDER)
PASSING = ("activity", "registered", "recent_dismissal", "project")


def described(slots: Mapping[str, Any], tracker: Tracker) -> dict[str, Any] | None:
    """The facts of a case that the latest message describes: who, and where or what; None when it does not."""
    passing = statements.of(heard.text(tracker))
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


def tell(
    dispatcher: CollectingDispatcher, said: Mapping[str, Any], tracker: Tracker, *, catalogue: Catalogue
) -> list[EventType]:
    """Say where every aid stands and why, then go on with the questions of the check that fits."""
    found = all_aids.assess(
        catalogue.programmes.values(),
        said,
        territory=of_turn().territory,
        today=of_turn().today,
    )
    cited = saying.sources([source for each in found.verdicts for source in each.programme.sources])
    dispatcher.utter_message(
        response="utter_every_aid",
        facts=_understood(said),
        verdict_text=wording.groups(found.verdicts, catalogue.wordings),
        next_text=_next(found, catalogue.wordings),
        buttons=_answers(found),
        json_message={"sources": cited, "case": {"facts": facts.plain(said)}, "aids": cards.of(found.verdicts)},
    )
    firm = _is_firm(said)
    kept = [SlotSet(name, value) for name, value in _slots(said, firm=firm).items()]
    form, order = FIRM if firm else PUBLIC
    remembered = saying.remembered(intent=FORMS[form].id, cited=cited, check=CHECK)
    follows = [FollowupAction(form)] if found.next and found.next.fact in order else []
    return [*kept, *remembered, *follows]


def form_of(slots: Mapping[str, Any]) -> str:
    """The check that goes on with this case."""
    return FIRM[0] if _is_firm(slots) else PUBLIC[0]


def _is_firm(said: Mapping[str, Any]) -> bool:
    return said.get("org_type") in FIRMS or said.get("org_type") in (None, UNKNOWN)


def again(
    dispatcher: CollectingDispatcher, slots: Mapping[str, Any], tracker: Tracker, *, catalogue: Catalogue
) -> list[EventType]:
    """Say every aid again, once the question that settles most is answered."""
    return tell(dispatcher, _firm(facts.stated(slots)), tracker, catalogue=catalogue)


def _answers(found: Assessment) -> list[dict[str, str]]:
    """A button for each answer of a question with few of them."""
    if found.next is None:
        return []
    asked = VOCABULARY[found.next.fact]
    flags = {"true": facts.ANSWERS["yes"], "false": facts.ANSWERS["no"]} if asked["kind"] == "flag" else {}
    values = asked["values"] if asked["kind"] == "choice" else {}
    offered = {**flags, **{f'"{value}"': said for value, said in values.items()}}
    start = f'/inform{{"{found.next.fact}":'
    buttons = [{"title": said[0].upper() + said[1:], "payload": f"{start}{value}}}"} for value, said in offered.items()]
    return buttons if len(buttons) <= MOST_BUTTONS else []


def _understood(said: Mapping[str, Any]) -> str:
    """The facts as they were read; a sum is said once, and an ordinary trade is what the person just called it."""
    shown = {
        name: value for name, value in said.items() if name != "investment" and (name, value) != ("activity", "other")
    }
    return ", ".join(facts.say(name, value, gazetteer=of_turn().gazetteer) for name, value in shown.items())


def _slots(said: Mapping[str, Any], *, firm: bool) -> dict[str, Any]:
    """What the check goes on with: a firm that described itself without its number is not asked for it."""
    names = (*PASSING, *(("org_type", "investment") if firm else ()))
    number = {"siren": UNKNOWN} if firm and "siren" not in said else {}
    return {name: said[name] for name in names if name in said} | number


def _next(found: Assessment, say: Mapping[str, str]) -> str:
    """The question that settles most, the aids it settles and the conditions that ask it."""
    if found.next is None:
        return say["aids.nothing_to_ask"]
    conditions = dict.fromkeys(condition.label for _, condition in found.next.conditions)
    aids = formats.joined([programme_title(slug) for slug in found.next.settles])
    return say["aids.why"].format(label=found.next.to_dict()["label"], aids=aids, conditions=" ; ".join(conditions))
