"""The aids that Aides-territoires says are open, told beside ours as that service's information."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import heard, place, saying
from nlu import intents
from region import facts, open_aids
from region.in_force import of_turn
from region.open_aids import AidsUnavailable

BODY_OF = {name: intent.body for name, intent in intents.ALL.items() if intent.body}
"""Who asks, where nothing said it: the town hall of a public question, the firm of a company's."""


async def add(dispatcher: CollectingDispatcher, tracker: Tracker, *, intent: str) -> list[dict[str, Any]]:
    """Say them for who asks and where; without a place, how to have them. Returns the sources cited.

    Nothing is said where the service is not set, or does not know this kind of body; nothing is waited for long.
    """
    service, say = of_turn().aids, of_turn().catalogue.wordings
    who = _who(tracker, intent)
    if service is None or who is None or not service.serves(who):
        return []
    where = _where(tracker)
    if where is None:
        dispatcher.utter_message(text=say["open_aids.place"])
        return []
    named = facts.say("commune" if len(where) == 5 else "departement", where, gazetteer=of_turn().gazetteer)
    profile = {
        "who": say.get(f"open_aids.{who}") or facts.say("org_type", who, gazetteer=of_turn().gazetteer),
        "where": named,
    }
    try:
        found = await service.find(who, where)
    except AidsUnavailable:
        cited = saying.sources([open_aids.HOME])
        dispatcher.utter_message(text=say["open_aids.away"], json_message={"sources": cited})
        return cited
    told = open_aids.lines(found, say)
    cited = saying.sources([each.source for each in found.aids] or [open_aids.HOME])
    intro = say["open_aids.told" if found.aids else "open_aids.none"].format(**profile)
    vouched = saying.vouched([intro, *told], found.aids)
    dispatcher.utter_message(text="\n".join([intro, *told]), json_message={"sources": cited, "facts": vouched})
    return cited


def _who(tracker: Tracker, intent: str) -> str | None:
    said = heard.entity(tracker, "org_type") or facts.stated(tracker.slots).get("org_type")
    return said or BODY_OF.get(intent)


def _where(tracker: Tracker) -> str | None:
    """The code of the commune, else of the department, said now or before."""
    looked, stated = place.looked_for(tracker), facts.stated(tracker.slots)
    return next(
        (held[name] for held in (looked, stated) for name in ("commune", "departement") if held.get(name)), None
    )
