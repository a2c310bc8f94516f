"""Workshops and places near somebody: what is known there, and honesty when nothing is."""

from dataclasses import replace
from datetime import date, time

import pytest

from actions.agenda_wanted import period
from actions.nearby import DigitalHelp, FindWorkshop
from region.agenda import Event
from region.in_force import InForce
from region.places import Place
from region.records import Source
from tests.actions.acting import a_tracker, act, an_entity
from tests.regions import THE_REGION

LENS, LILLE = "62498", "59350"
FLYER = Source(
    "Ville de Lens, agenda", "https://example.org/agenda", "officiel", date(2026, 11, 1), "1er novembre 2026"
)
CAFE = Event(
    "1", "Café IA des seniors", date(2026, 12, 3), date(2026, 12, 3), FLYER, date(2026, 11, 20), kind="cafe-ia",
    starts_at=time(14), place="Médiathèque", commune=LENS,
)  # fmt: skip
LIBRARY = Place("p1", "Médiathèque Robert-Cousin", address="Place Jean-Jaurès", commune=LENS, commune_name="Lens",
                lat=50.43, lon=2.83, updated_on=date(2026, 5, 4))  # fmt: skip


def _knowing(*events: Event, places: tuple[Place, ...] = ()) -> InForce:
    return replace(THE_REGION, events=events, places=places)


async def test_the_next_workshop_in_the_town_is_told_with_its_source() -> None:
    tracker = a_tracker("find_workshop", entities=[an_entity("commune", LENS)])
    said = await act(FindWorkshop(), tracker, _knowing(CAFE))
    assert "Café IA des seniors, jeudi 3 décembre 2026 à 14" in said.messages[0]["sessions"]
    assert said.custom[0]["sources"][0]["title"] == "Ville de Lens, agenda"


async def test_a_workshop_elsewhere_is_not_near() -> None:
    tracker = a_tracker("find_workshop", entities=[an_entity("commune", LILLE)])
    said = await act(FindWorkshop(), tracker, _knowing(CAFE))
    assert said.responses == ["utter_sessions_elsewhere"]
    assert said.messages[0]["missing"].startswith("Lille : aucune date à venir n'est connue ici, au 20 novembre 2026")
    assert "Café IA des seniors" in said.messages[0]["sessions"]


async def test_where_no_date_was_brought_in_the_record_tells_it() -> None:
    said = await act(FindWorkshop(), a_tracker("find_workshop", entities=[an_entity("commune", LILLE)]))
    assert "Aucune date" in said.messages[0]["answer"]


async def test_of_several_dates_elsewhere_the_nearest_town_comes_first() -> None:
    guise = replace(CAFE, uid="2", title="Café IA de Guise", commune="02361", starts_on=date(2026, 12, 1))
    tracker = a_tracker("find_workshop", entities=[an_entity("commune", LILLE)])
    said = await act(FindWorkshop(), tracker, _knowing(guise, CAFE))
    assert said.messages[0]["sessions"].index("seniors") < said.messages[0]["sessions"].index("Guise")


async def test_a_workshop_outside_the_period_is_not_told() -> None:
    tracker = a_tracker("find_workshop", entities=[an_entity("date", "2026-11-26/2026-11-27")])
    said = await act(FindWorkshop(), tracker, _knowing(CAFE))
    assert said.responses != ["utter_sessions"]


async def test_the_town_said_before_is_kept_for_another_date() -> None:
    tracker = a_tracker(
        "find_workshop",
        entities=[an_entity("date", "2026-12-01/2026-12-31")],
        place={"commune": LENS, "departement": "62"},
    )
    said = await act(FindWorkshop(), tracker, _knowing(CAFE))
    assert said.responses == ["utter_sessions"]


async def test_towns_of_one_name_are_asked_about() -> None:
    tracker = a_tracker("find_workshop", entities=[an_entity("commune", None, "Saint-Aubin")])
    said = await act(FindWorkshop(), tracker)
    assert said.responses == ["utter_which_commune"]
    assert all(payload.startswith('/find_workshop{"commune":"') for payload in said.payloads)


async def test_the_nearest_help_is_told_with_its_date() -> None:
    tracker = a_tracker("ask_digital_help", entities=[an_entity("commune", LENS)])
    said = await act(DigitalHelp(), tracker, _knowing(places=(LIBRARY,)))
    assert "Médiathèque Robert-Cousin, Place Jean-Jaurès, Lens" in said.messages[0]["places"]
    assert said.custom[0]["sources"][0]["date"] == "2026-05-04"


async def test_where_no_place_is_known_the_answer_says_where_to_look() -> None:
    tracker = a_tracker("ask_digital_help", entities=[an_entity("commune", LENS)])
    said = await act(DigitalHelp(), tracker)
    assert "carte régionale" in said.messages[0]["answer"]


TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, (TODAY, None)),
        ("2026-12-01/2026-12-31", (date(2026, 12, 1), date(2026, 12, 31))),
        ("2026-11-01/2026-11-30", (TODAY, date(2026, 11, 30))),
        ("2026-12-03", (date(2026, 12, 3), date(2026, 12, 3))),
    ],
)
def test_a_period_never_begins_before_today(said: str | None, expected: tuple[date, date | None]) -> None:
    assert period(said, today=TODAY) == expected
