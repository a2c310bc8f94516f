"""Finds a workshop by place or date, and the nearest places that help with computers."""

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import agenda_told, known_nearby, languages, place, place_choice, saying
from actions.agenda_wanted import wanted
from actions.doing import Doing
from actions.listed import cited_places, place_line
from region import agenda, places
from region.in_force import of_turn


class FindWorkshop(Doing):
    """« Un atelier près de chez moi »: the next ones known there, or what is known when there is none."""

    called = "action_find_workshop"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the place looked for and what is remembered of the answer; what is looked for alone while the place is asked."""
        if place_choice.ask_which(dispatcher, tracker, intent="find_workshop"):
            return saying.remembered(intent="find_workshop")
        where = place.looked_for(tracker)
        if not of_turn().events:
            told = known_nearby.told(dispatcher, tracker, of_turn().catalogue, "find_workshop", where)
            languages.add(dispatcher, tracker)
            return told
        looked = wanted(tracker, where)
        found = agenda.coming(of_turn().events, looked)
        if found:
            cited = agenda_told.say_found(dispatcher, found)
        else:
            cited = agenda_told.say_elsewhere(dispatcher, tracker, looked, where)
        languages.add(dispatcher, tracker)
        return [SlotSet("place", where), *saying.remembered(intent="find_workshop", cited=cited)]


class DigitalHelp(Doing):
    """« Qui peut m'aider avec l'ordinateur ? »: the three nearest places, or where to look."""

    called = "action_digital_help"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        """Return the place looked for and what is remembered of the answer; what is looked for alone while the place is asked."""
        if place_choice.ask_which(dispatcher, tracker, intent="ask_digital_help"):
            return saying.remembered(intent="ask_digital_help")
        where = place.looked_for(tracker)
        commune = of_turn().gazetteer.by_code(where.get("commune") or "")
        found = places.nearest(of_turn().places, commune) if commune else ()
        if not found:
            return known_nearby.told(dispatcher, tracker, of_turn().catalogue, "ask_digital_help", where)
        say = of_turn().catalogue.wordings
        cited = cited_places(found, say)
        lines = [place_line(each, say) for each in found]
        vouched = saying.vouched(lines, [each.place for each in found])
        dispatcher.utter_message(
            response="utter_places", places="\n".join(lines), json_message={"sources": cited, "facts": vouched}
        )
        return [SlotSet("place", where), *saying.remembered(intent="ask_digital_help", cited=cited)]
