"""Events and places that people bring: read, kept, chosen, and an honest nothing."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from bot.store.database import Database
from region import agenda, places
from region.adapters import agenda_files, bringing, events, opening
from region.adapters import places as places_store
from region.agenda import Event, Wanted
from region.places import Place
from region.records import Source
from region.territory import Commune
from tests.regions import THE_REGION

TODAY = date(2026, 11, 25)
LENS = Commune("62498", "Lens", "62", lat=50.4329, lon=2.8319)
CSV = """titre;type;debut;fin;lieu;commune;source;source_url;source_nature
Atelier découverte;atelier;2026-12-03T14:00;2026-12-03T16:30;Médiathèque;Lens;Ville de Lens;https://www.villedelens.fr;officiel
Festival;evenement;2026-12-10;2026-12-12;;Lille;Journal;;presse
"""
ICAL = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//
BEGIN:VEVENT
UID:a1
SUMMARY:Café IA
DTSTART:20261205T090000Z
DTEND:20261205T100000Z
LOCATION:Arras
END:VEVENT
BEGIN:VEVENT
UID:a2
SUMMARY:Salon
DTSTART;VALUE=DATE:20261210
DTEND;VALUE=DATE:20261212
END:VEVENT
END:VCALENDAR
"""
PLACES = """id,nom,commune,code_postal,code_insee,adresse,latitude,longitude,typologie,courriels,horaires,date_maj,source
1,France services,Lens,62300,62498,1 place,50.43,2.83,RFS|MUNI,agent@lens.fr,Mo-Fr 09:00-17:00,2026-03-01,mairie
2,Médiathèque,Liévin,62800,62510,2 rue,50.42,2.78,BIB,,,2025-03-01,mairie
3,Loin,Marseille,13001,13055,3 rue,43.29,5.37,EPN,,,2025-03-01,mairie
4,Sans coordonnées,Lens,62300,62498,4 rue,,,EPN,,,,
"""


def written(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.write_text(content, encoding="utf-8")
    return file


def an_event(uid: str, start: str, end: str | None = None, **changes: Any) -> Event:
    first = date.fromisoformat(start)
    return Event(
        uid, uid, first, date.fromisoformat(end) if end else first, Source("S", None, "presse"), TODAY, **changes
    )


def test_a_csv_agenda_is_read_with_french_dates(tmp_path: Path) -> None:
    workshop, festival = agenda_files.read(written(tmp_path, "agenda.csv", CSV), held=THE_REGION).read
    assert workshop.when == "jeudi 3 décembre 2026 de 14\u00a0h à 16\u00a0h\u00a030"
    assert (workshop.commune, workshop.kind, workshop.source.kind) == ("62498", "atelier", "officiel")
    assert festival.when == "du 10 au 12 décembre 2026"


def test_an_ical_agenda_is_read_at_paris_time(tmp_path: Path) -> None:
    cafe, fair = agenda_files.read(written(tmp_path, "agenda.ics", ICAL), held=THE_REGION).read
    assert (cafe.starts_at, cafe.ends_at, cafe.place) == (time(10), time(11), "Arras")
    assert (fair.starts_on, fair.ends_on, fair.starts_at) == (date(2026, 12, 10), date(2026, 12, 11), None)


def test_the_next_events_come_first_and_past_ones_never() -> None:
    known = [
        an_event("past", "2026-11-24"),
        an_event("far", "2027-01-05"),
        an_event("running", "2026-11-20", "2026-11-30"),
    ]
    assert [each.uid for each in agenda.coming(known, Wanted(since=TODAY))] == ["running", "far"]


def test_events_are_chosen_by_period_place_and_kind() -> None:
    known = [an_event("a", "2026-12-01", commune="62498", kind="atelier"), an_event("b", "2026-12-02", commune="59350")]
    assert agenda.coming(known, Wanted(since=TODAY, until=date(2026, 11, 30))) == ()
    assert [each.uid for each in agenda.coming(known, Wanted(since=TODAY, communes=frozenset({"59350"})))] == ["b"]
    assert [each.uid for each in agenda.coming(known, Wanted(since=TODAY, kinds=frozenset({"atelier"})))] == ["a"]


async def test_events_are_kept_and_replaced_by_their_id(database: Database, tmp_path: Path) -> None:
    brought = agenda_files.read(written(tmp_path, "agenda.csv", CSV), held=THE_REGION).read
    for _ in range(2):
        async with database.write() as connection:
            await events.replace(connection, brought, source="agenda.csv", today=TODAY)
    async with database.read() as connection:
        assert await events.load(connection, since=TODAY) == brought
        assert await events.load(connection, since=date(2027, 1, 1)) == ()


def test_places_are_read_without_mail_addresses(tmp_path: Path) -> None:
    read = places_store.read_csv(written(tmp_path, "places.csv", PLACES)).read
    assert read[0].kinds == ("RFS", "MUNI")
    assert "@" not in repr(read)


def test_the_three_nearest_places_come_first_and_far_ones_never(tmp_path: Path) -> None:
    near = places.nearest(places_store.read_csv(written(tmp_path, "places.csv", PLACES)).read, LENS)
    assert [each.place.id for each in near] == ["4", "1", "2"]
    assert near[0].km is None
    assert near[2].km is not None
    assert 3 < near[2].km < 5


def test_nothing_near_is_an_honest_nothing() -> None:
    assert places.nearest([Place("1", "Loin", lat=43.29, lon=5.37)], LENS) == ()


@pytest.mark.parametrize(
    ("old", "new"), [("50.43", "nord"), ("50.43", "500"), ("2026-03-01", "mars"), ("1,France", ",France")]
)
def test_a_bad_line_of_places_is_named(old: str, new: str, tmp_path: Path) -> None:
    brought = places_store.read_csv(written(tmp_path, "places.csv", PLACES.replace(old, new, 1)))
    assert [str(each).partition(" :")[0] for each in brought.refused] == ["places.csv, ligne 2"]
    assert [each.id for each in brought.read] == ["2", "3", "4"]


async def test_what_the_database_keeps_is_put_in_force_at_start(database: Database, tmp_path: Path) -> None:
    async with database.write() as connection:
        brought = places_store.read_csv(written(tmp_path, "places.csv", PLACES)).read
        plan = await places_store.planned(connection, brought)
        await places_store.put(connection, plan, source="places.csv", today=TODAY)
    found = (await opening.read(database.read, today=TODAY)).over(THE_REGION)
    assert found.places == brought
    assert len(found.gazetteer.communes) == 3782
    assert found.catalogue is THE_REGION.catalogue


@pytest.mark.parametrize(
    ("name", "header", "kind"),
    [
        ("a.csv", PLACES.splitlines()[0], "places"),
        ("a.csv", "Nom de l'événement;Date", "agenda"),
        ("a.csv", "titre;adresse;debut", "agenda"),
        ("a.csv", "couleur;taille", None),
        ("a.ics", "", "agenda"),
    ],
)
def test_what_a_file_holds_is_known_by_its_columns(name: str, header: str, kind: str | None, tmp_path: Path) -> None:
    assert bringing.guessed(written(tmp_path, name, f"{header}\n")) == kind
