"""Every commune of France is known: those of the service's departments first, the others by name and postal code."""

import subprocess
import sys

import pytest

from bot import project
from region.communes_file import PACKED
from region.territory import Commune, Gazetteer, built_in

HEAVIEST = 700_000
LOADED = """
import time, tracemalloc
import numpy, rapidfuzz, region.names
from region import territory
started = time.process_time()
here = territory.built_in()
print(time.process_time() - started)
tracemalloc.start()
here = territory.built_in()
here.names, here.by_code("62498"), here.by_postal_code("62300"), here.elsewhere
print(tracemalloc.get_traced_memory()[0])
"""


@pytest.fixture(scope="module")
def france() -> Gazetteer:
    return built_in()


def found(communes: tuple[Commune, ...]) -> list[str]:
    return [f"{each.name} ({each.departement})" for each in communes]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Rouen", ["Rouen (76)"]),
        ("reims", ["Reims (51)"]),
        ("Lyon", ["Lyon (69)"]),
        ("Lens", ["Lens (62)"]),
        ("Boulogne", ["Boulogne-sur-Mer (62)"]),
        ("Le Touquet", ["Le Touquet-Paris-Plage (62)"]),
        ("touquet", ["Le Touquet-Paris-Plage (62)"]),
        ("Bruay", ["Bruay-la-Buissière (62)", "Bruay-sur-l'Escaut (59)"]),
        ("Villeneuve dascq", ["Villeneuve-d'Ascq (59)"]),
        ("Hellemmes", ["Lille (59)"]),
        ("Lomme", ["Lille (59)"]),
        ("Castres", ["Castres (02)", "Castres (81)"]),
        ("Lans", ["Lens (62)", "Lans (71)"]),
        (
            "Montreuil",
            [
                "Montreuil-sur-Mer (62)",
                "Montreuil-aux-Lions (02)",
                "Montreuil-sur-Brêche (60)",
                "Montreuil-sur-Thérain (60)",
                "Montreuil (93)",
            ],
        ),
        (
            "Quesnoy",
            ["Quesnoy-sur-Deûle (59)", "Le Quesnoy (59)", "Quesnoy-le-Montant (80)", "Quesnoy-sur-Airaines (80)"],
        ),
        ("Le Quesnoy", ["Le Quesnoy (59)"]),
        ("Avesnes", ["Avesnes (62)", "Avesnes-sur-Helpe (59)", "Avesnes-les-Aubert (59)"]),
        ("Saint-Quentin", ["Saint-Quentin (02)"]),
        ("Hesdin", ["Hesdin-la-Forêt (62)"]),
        ("Tours", ["Tours (37)"]),
        ("Vitry", []),
        ("Trifouillis", []),
        ("Neuvy-Bouin", ["Neuvy-Bouin (79)"]),
    ],
)
def test_a_name_means_those_here_first(said: str, meant: list[str], france: Gazetteer) -> None:
    assert found(france.anywhere(said)) == meant


@pytest.mark.parametrize(
    ("said", "first"), [("Saint-Martin", "Saint-Martin-Boulogne (62)"), ("Beaumont", "Beaumont-en-Cambrésis (59)")]
)
def test_those_here_that_begin_with_a_name_come_before_those_elsewhere_that_bear_it(
    said: str, first: str, france: Gazetteer
) -> None:
    assert found(france.anywhere(said))[0] == first


@pytest.mark.parametrize(
    ("said", "first"),
    [("Amein", "Amiens (80)"), ("Villers-Coterets", "Villers-Cotterêts (02)"), ("Zuydkoot", "Zuydcoote (59)")],
)
def test_the_nearest_name_comes_first_a_city_two_slips_away_too(said: str, first: str, france: Gazetteer) -> None:
    assert found(france.near(said))[0] == first


def test_homonyms_elsewhere_are_all_offered_larger_first(france: Gazetteer) -> None:
    assert found(france.anywhere("Saint-Denis"))[:2] == ["Saint-Denis (974)", "Saint-Denis (93)"]


@pytest.mark.parametrize(
    ("code", "served"),
    [
        ("51100", ["Reims (51)"]),
        ("75012", ["Paris (75)"]),
        ("62300", ["Lens (62)", "Éleu-dit-Leauwette (62)"]),
        ("99999", []),
    ],
)
def test_a_postal_code_gives_its_communes(code: str, served: list[str], france: Gazetteer) -> None:
    assert found(france.by_postal_code(code)) == served


@pytest.mark.parametrize(("code", "name"), [("76540", "Rouen"), ("2A004", "Ajaccio"), ("97411", "Saint-Denis")])
def test_a_code_gives_its_commune_wherever_it_is(code: str, name: str, france: Gazetteer) -> None:
    commune = france.by_code(code)
    assert commune is not None
    assert commune.name == name


@pytest.mark.parametrize("said", ["", "x", "99999", "620"])
def test_what_is_no_code_gives_nothing(said: str, france: Gazetteer) -> None:
    assert france.by_code(said) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Bétune", "Béthune"),
        ("Valencienne", "Valenciennes"),
        ("Dunkerke", "Dunkerque"),
        ("Aras", "Arras"),
        ("villneuve d'asq", "Villeneuve-d'Ascq"),
    ],
)
def test_a_name_with_a_letter_wrong_has_its_commune_first_among_the_nearest(
    written: str, meant: str, france: Gazetteer
) -> None:
    assert france.near(written)[0].name == meant


def test_even_an_invented_name_has_nearest_names(france: Gazetteer) -> None:
    assert france.near("Trifouillis-les-Oies")


@pytest.mark.parametrize("word", ["aide", "bonne", "y", "contes", "mens", "le port", "orange", "sens", "die", "rue"])
def test_an_ordinary_word_names_no_town_elsewhere(word: str, france: Gazetteer) -> None:
    assert france.elsewhere.in_a_sentence(word, False) == ()


def test_the_list_is_small_in_the_repository_and_in_memory() -> None:
    assert PACKED.stat().st_size <= HEAVIEST
    run = subprocess.run([sys.executable, "-c", LOADED], cwd=project.ROOT, capture_output=True, text=True, check=True)
    seconds, memory = map(float, run.stdout.split())
    assert memory <= 15_000_000
    assert seconds <= 1.0  # 0.1 s on two quiet cores (docs/performance.md); the suite's machine is not quiet
