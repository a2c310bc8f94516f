"""What a message states is found with its value, and what only looks like it is not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.components.names import known_names
from nlu.entities import Finder, Names
from region import names, territory

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def finder() -> Finder:
    known = territory.built_in().names
    return Finder(Names(known, names.DEPARTEMENTS, names.REGIONS, names.PROGRAMMES))


CASES = [
    ("je suis à Lens", [("commune", "62498")]),
    ("mairie de st omer", [("org_type", "commune"), ("commune", "62765")]),
    ("LE TOUQUET PARIS PLAGE", [("commune", "62826")]),
    ("j'habite à Bailleul", [("commune", None)]),
    ("croix", []),
    ("Croix", [("commune", "59163")]),
    ("on prend l'avion", []),
    ("dans le 62", [("departement", "62")]),
    ("le Pas-de-Calais", [("departement", "62")]),
    ("dans le Nord", [("departement", "59")]),
    ("une grosse somme", []),
    ("que fait l'occitanie", [("region", "76")]),
    ("au sud de la ville", []),
    ("SIREN 732 829 320", [("siren", "732829320")]),
    ("siret 732 829 320 00074", [("siren", "732829320")]),
    ("732829321", []),
    ("appelez le 06 12 34 56 78", []),
    ("70k€", [("amount", 70000)]),
    ("0,2 M€", [("amount", 200000)]),
    ("1,2 million", [("amount", 1200000)]),
    ("environ deux millions", [("amount", 2000000)]),
    ("2 millions d'habitants", []),
    ("12 m", []),
    ("1 200 000 euros", [("amount", 1200000)]),
    ("quatre-vingt mille euros", [("amount", 80000)]),
    ("soixante-dix mille euros", [("amount", 70000)]),
    ("2 millions et demi d'euros", [("amount", 2500000)]),
    ("entre 70 000 et 250 000 €", [("amount", 70000), ("amount", 250000)]),
    ("80 000", [("amount", 80000)]),
    ("en 2030", [("date", "2030-01-01/2030-12-31")]),
    ("12 salariés", [("headcount", 12)]),
    ("nous sommes 8", [("headcount", 8)]),
    ("une dizaine", [("headcount", 10)]),
    ("vingt et un employés", [("headcount", 21)]),
    ("un village de 300 habitants", [("org_type", "commune")]),
    ("l'ami c'est pour qui", [("programme", "ami-ia")]),
    ("mon ami est parti", []),
    ("proche ia", [("programme", "prochia")]),
    ("ma com com", [("org_type", "epci")]),
    ("un atelier dans ma commune", []),
    ("des ordinateurs et des salaires", [("expense", "equipment"), ("expense", "staff")]),
    ("parler à un agent", []),
    ("mes agents", [("person_audience", "agent_public")]),
    ("mon fils et les retraités", [("person_audience", "enfant"), ("person_audience", "senior")]),
]


@pytest.mark.parametrize(("message", "stated"), CASES)
def test_a_message_states(finder: Finder, message: str, stated: list[tuple[str, object]]) -> None:
    assert [(found.entity, found.value) for found in finder.find(message, today=WEDNESDAY)] == stated


DATES = [
    ("demain", "2026-11-26/2026-11-26"),
    ("samedi prochain", "2026-11-28/2026-11-28"),
    ("mercredi", "2026-12-02/2026-12-02"),
    ("ce week-end", "2026-11-28/2026-11-29"),
    ("la semaine prochaine", "2026-11-30/2026-12-06"),
    ("lundi en huit", "2026-12-07/2026-12-07"),
    ("mardi en quinze", "2026-12-15/2026-12-15"),
    ("mars prochain", "2027-03-01/2027-03-31"),
    ("juin dernier", "2026-06-01/2026-06-30"),
    ("la deuxième semaine de décembre", "2026-12-07/2026-12-13"),
    ("le 05-12-2026", "2026-12-05/2026-12-05"),
    ("du 28 novembre au 3 décembre", "2026-11-28/2026-12-03"),
    ("la Région a fait quoi en juin", "2026-06-01/2026-06-30"),
    ("cette semaine", "2026-11-23/2026-11-29"),
    ("le mois prochain", "2026-12-01/2026-12-31"),
    ("en mars", "2027-03-01/2027-03-31"),
    ("en novembre", "2026-11-01/2026-11-30"),
    ("début décembre", "2026-12-01/2026-12-10"),
    ("le 12 mars", "2027-03-12/2027-03-12"),
    ("du 3 au 5 décembre 2026", "2026-12-03/2026-12-05"),
    ("le 12/12", "2026-12-12/2026-12-12"),
    ("dans quinze jours", "2026-12-10/2026-12-10"),
    ("l'année prochaine", "2027-01-01/2027-12-31"),
]


@pytest.mark.parametrize(("said", "interval"), DATES)
def test_a_date_is_an_interval_of_days(finder: Finder, said: str, interval: str) -> None:
    found = finder.find(f"un atelier {said} ?", today=WEDNESDAY)
    assert [entity.value for entity in found if entity.entity == "date"] == [interval]


@pytest.mark.parametrize("said", ["le 31 février", "le 45/13", "la planète Mars", "le marché"])
def test_what_is_no_date_is_not_one(finder: Finder, said: str) -> None:
    assert not [found for found in finder.find(said, today=WEDNESDAY) if found.entity == "date"]


def test_the_words_that_carry_a_value_are_where_they_are_said_to_be(finder: Finder) -> None:
    message = "à Hazebrouck, 70 000 €"
    found = finder.find(message, today=WEDNESDAY)
    assert [message[entity.start : entity.end] for entity in found] == ["Hazebrouck", "70 000 €"]


def test_every_commune_of_the_region_is_found_by_its_name(finder: Finder) -> None:
    communes = territory.built_in().communes
    assert len(communes) > 3_700
    missed = [each.name for each in communes if not _town(finder, each.name)]
    assert len(missed) <= 15, missed


def _town(finder: Finder, name: str) -> bool:
    return any(found.entity == "commune" for found in finder.find(f"la commune de {name}", today=WEDNESDAY))


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    finder = Finder(Names({}, names.DEPARTEMENTS, names.REGIONS, names.PROGRAMMES))
    for found in finder.find(text, today=WEDNESDAY):
        assert 0 <= found.start < found.end <= len(text)


def test_an_epci_named_is_one_body_and_neither_of_its_towns() -> None:
    finder = Finder(known_names(territory.built_in()))
    cases = {
        "la communauté d'agglo de Lens-Liévin": [("org_type", "epci")],
        "CA de Lens-Liévin": [("org_type", "epci")],
        "la MEL": [("org_type", "epci")],
        "mel": [],
        "communauté de communes de Bapaume": [("org_type", "epci"), ("commune", "62080")],
        "notre agglo est à Maubeuge": [("org_type", "epci"), ("commune", "59392")],
        "on habite Lens ou Liévin": [("commune", "62498"), ("commune", "62510")],
    }
    found = {said: [(each.entity, each.value) for each in finder.find(said, today=WEDNESDAY)] for said in cases}
    assert found == cases
