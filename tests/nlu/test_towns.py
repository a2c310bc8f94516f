"""Towns in a sentence: those of the region by their name, those elsewhere only where the sentence expects one."""

from datetime import date

import pytest

from nlu.components.names import known_names
from nlu.entities import Finder
from nlu.entities.places import LONGEST_NAME, MOST_PLACES, Away, Places
from nlu.entities.spans import Said
from region import territory

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(known_names(territory.built_in()))


MEANT = [
    ("je suis maire de Rouen", "76540"),
    ("je suis maire de rouen", "76540"),
    ("la commune de Foix", "09122"),
    ("je suis maire de Nice", "06088"),
    ("l'entreprise est à Tours", "37261"),
    ("une entreprise basée à Reims", "51454"),
    ("nous sommes à lyon", "69123"),
    ("une association de Grenoble", "38185"),
    ("51100 Reims", "51454"),
    ("Reims 51100", "51454"),
    ("75012 Paris", "75056"),
    ("13001 marseille", "13055"),
    ("siège au 4 place Foch, 76000 Rouen", "76540"),
    ("62300 Lens", "62498"),
    ("02120 Guise", "02361"),
    ("06390 Contes", "06048"),
    ("maire de Contes 06390", "06048"),
    ("mairie de Bruay", None),
    ("un atelier à Boulogne", "62160"),
    ("je suis à Hellemmes", "59350"),
    ("habitant de Villeneuve dascq", "59009"),
    ("la mairie de Castres", None),
    ("mairie de Saint-Denis", None),
    ("mairie de Montreuil", None),
    ("maire de Crécy", None),
    ("mairie du Quesnoy", "59481"),
    ("au Catelet", "02143"),
    ("au Havre", "76351"),
    ("a Hazebrouk", "59295"),
    ("Hazebrouk", "59295"),
    ("mairie d'Hazebrouk, 80 000 €", "59295"),
    ("une boulangerie à Maubeuges", "59392"),
    ("on est de Valencienne", "59606"),
    ("un atelier a amien", "80021"),
    ("et à Dunquerque ?", "59183"),
    ("mairie d'Aulnoye Aimerie", "59033"),
    ("mairie d'Aulnoye", "59033"),
    ("un atelier à chateau tierry", "02168"),
    ("un atelier à Saint-Quantin demain", "02691"),
    ("on est à marcq en barœil, 12 salariés", "59378"),
    ("mairie de Saint-Martin", None),
    ("à Douai, 6 salariés", "59178"),
    ("fleuriste à Arras, 3 salariés", "62041"),
]


@pytest.mark.parametrize(("said", "code"), MEANT)
def test_a_town_is_found_where_it_is_meant(said: str, code: str | None, finder: Finder) -> None:
    assert [(each.entity, each.value) for each in finder.find(said, today=TODAY) if each.entity == "commune"] == [
        ("commune", code)
    ]


NOT_MEANT = [
    "à chatgpt",
    "une formation à Copilote",
    "le modèle de Mistrall",
    "merci à Hélène",
    "à demain et de rien",
    "l'idée de Bernardo",
    "confier à quelqun la saisie",
    "j'ai posé la question a mon assurance",
    "une aide à la mairie",
    "c'est une bonne idée",
    "les contes de la médiathèque",
    "tu mens à tout le monde",
    "il y a le port de commerce",
    "une aide à contes et bonne chance",
    "merci à Louise et à Rose",
    "à bientôt, de Martin",
    "le maire de la commune",
    "quel est le sens de la vie",
    "le maire de nice people",
    "les mairies de tours",
    "l'intelligence artificielle à l'école",
    "l'université de Paris-Saclay",
    "que fait la région de Bretagne",
    "il faut penser à tout",
    "la ville de demain",
    "un mot de passe à changer",
    "le prix du pain à midi",
    "qui a écrit de mémoire",
    "un projet de 62300 euros",
    "siren 732 829 320",
    "de la formation a la pratique",
    "le guide de bonne conduite",
]


@pytest.mark.parametrize("said", NOT_MEANT)
def test_ordinary_words_and_first_names_are_no_towns(said: str, finder: Finder) -> None:
    assert not [each for each in finder.find(said, today=TODAY) if each.entity == "commune"]


def test_a_town_that_ends_a_long_message_is_still_found(finder: Finder) -> None:
    told = "Nous avons à la mairie de nombreux projets et de grandes idées pour les habitants de la commune. " * 9
    found = finder.find(f"{told}Nous sommes à Reims.", today=TODAY)
    assert [each.value for each in found if each.entity == "commune"] == ["51454"]


def test_a_letter_repeated_is_not_looked_up_five_hundred_times() -> None:
    looked_up: list[str] = []

    def find(name: str, _capital: bool) -> tuple[()]:
        looked_up.append(name)
        return ()

    assert list(Places({}, {}, {}, Away(in_a_sentence=find)).find(Said.of("a " * 500))) == []
    assert 0 < len(looked_up) <= MOST_PLACES * LONGEST_NAME


def test_a_postal_code_repeated_is_not_a_hundred_and_sixty_places(finder: Finder) -> None:
    few, many = (finder.find("59000 " * times, today=TODAY) for times in (3, 166))
    assert len([each for each in few if each.entity == "commune"]) == 3
    assert len([each for each in many if each.entity == "commune"]) == MOST_PLACES
