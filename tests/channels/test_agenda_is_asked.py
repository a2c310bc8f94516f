"""Whatever the words that ask for a date brought in, it is told; where none is known, the nearest are."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.clock import fixed_at
from bot.house import House
from bot.running.limits import Limiter
from tests.channels.bringing import bring
from tests.conftest import DATA
from tests.conversations.talk import Talk, plain

TODAY = date(2026, 11, 26)
CAFE = "mercredi 9 décembre 2026 de 18 h à 20 h, Salle des fêtes, 62300 Lens"
AGENDA = """titre;debut;fin;lieu;source;type;commune;url
Premiers pas avec l'IA;2026-12-10T14:00;2026-12-10T16:00;Médiathèque;Ville de Lens;atelier;Lens;https://lens.example.org/premiers-pas
"""
ASKED = [
    "prochain café IA à Lens ?",
    "quand a lieu le prochain café IA près de Lens ?",
    "un café IA à Lens ?",
    "un café IA à Lens le 9 décembre ?",
    "y a-t-il un café IA à Lens en décembre ?",
    "quels événements sur l'IA à Lens ?",
    "que se passe-t-il à Lens en décembre sur l'IA ?",
    "je cherche un café IA près de chez moi",
    "où a lieu le café IA de Lens ?",
    "quand est le prochain événement ?",
    "prochain atelier à Lens ?",
]
OF_RECORDS = [
    ("c'est quoi un café IA ?", "démarche nationale"),
    ("comment organiser un café IA à Lens ?", "peut organiser un Café IA"),
    ("quand a eu lieu le sommet de l'IA ?", "février 2025"),
]
one_database = pytest.mark.parametrize("place", ["sqlite"], indirect=True)


async def _said(house: House, text: str) -> str:
    answer = await Talk(house).write(text)
    return plain("\n".join(message.text for message in answer.messages))


@pytest_asyncio.fixture
async def cafe(real_house: House) -> AsyncIterator[House]:
    """A house that knows one Café IA at Lens."""
    real_house.clock, real_house.limiter = fixed_at(TODAY), Limiter(1_000)
    assert (await bring(real_house, "agenda", DATA / "agendas" / "nextcloud.ics")).code == 0
    yield real_house


@one_database
async def test_the_date_is_told_by_every_wording(cafe: House) -> None:
    missed = [text for text in ASKED if CAFE not in await _said(cafe, text)]
    assert missed == []


@one_database
async def test_what_a_record_answers_stays_its_own(cafe: House) -> None:
    said = {text: await _said(cafe, text) for text, _ in OF_RECORDS}
    assert [text for text, held in OF_RECORDS if held not in said[text] or CAFE in said[text]] == []


@one_database
async def test_where_nothing_was_brought_in_the_record_says_that_nobody_knows(real_house: House) -> None:
    real_house.clock = fixed_at(TODAY)
    assert "On ne connaît aucune date de Café IA" in await _said(real_house, "prochain café IA à Lens ?")


@one_database
@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("un atelier à Béthune ?", "Béthune : aucune date à venir n'est connue ici"),
        ("un café IA à Lille ?", "Café IA, Lille : aucune date à venir n'est connue ici"),
        ("un atelier à Lens le 3 décembre ?", "Lens, jeudi 3 décembre 2026 : aucune date"),
        ("une conférence à Lens ?", "Rencontres, Lens : aucune date"),
        ("un atelier dans l'Aisne ?", "Aisne : aucune date"),
        ("un atelier à Rouen ?", "Rouen n'est pas dans la région"),
    ],
)
async def test_where_none_is_known_it_is_said_and_the_nearest_are_told(cafe: House, text: str, missing: str) -> None:
    said = await _said(cafe, text)
    assert missing in said and CAFE in said


@one_database
async def test_the_page_of_an_event_is_given_and_tells_where_to_join(real_house: House, tmp_path: Path) -> None:
    real_house.clock = fixed_at(TODAY)
    file = tmp_path / "agenda.csv"
    file.write_text(AGENDA, encoding="utf-8")
    assert (await bring(real_house, "agenda", file)).code == 0
    for text in ("prochain atelier à Lens ?", "où s'inscrire à l'atelier de Lens ?"):
        assert "https://lens.example.org/premiers-pas" in await _said(real_house, text), text
    assert "n'annule aucune inscription" in await _said(real_house, "je veux annuler mon inscription à un atelier")


FAIRS = """titre;debut;fin;lieu;source;commune;url
Salon de l'IA de Lille;10/02/2027;11/02/2027;Grand Palais;Ville de Lille;Lille;https://salon.example.org/
Sommet régional de l'intelligence artificielle;18/03/2027 09:30;;Cité des congrès;Ville de Valenciennes;Valenciennes;
Forum numérique et emploi;20/01/2027 10:00;;Bourse du travail;Ville de Lens;Lens;
Nuit du code;11/12/2026;;Bibliothèque;Ville d'Amiens;Amiens;
"""
FAIR, SUMMIT, FORUM, NIGHT = "du 10 au 11 février 2027", "18 mars 2027", "20 janvier 2027", "11 décembre 2026"
NAMED = [
    ("quels salons ?", FAIR, NIGHT),
    ("le salon de l'IA de Lille, c'est quand ?", FAIR, NIGHT),
    ("parlez-moi du salon de l'IA", FAIR, NIGHT),
    ("combien coûte l'entrée du salon de l'IA ?", FAIR, NIGHT),
    ("le salon de l'IA", FAIR, NIGHT),
    ("je voudrais aller au salon de l'IA de Lille", FAIR, NIGHT),
    ("le sommet régional de l'intelligence artificielle a lieu où ?", SUMMIT, FAIR),
    ("quels sommets sont prévus ?", SUMMIT, FAIR),
    ("je voudrais m'inscrire au forum numérique et emploi", FORUM, FAIR),
    ("c'est quand la nuit du code ?", NIGHT, FAIR),
    ("quels salons à Lens ?", "Salons, Lens : aucune date", NIGHT),
    ("un hackathon bientôt ?", "Hackathons : aucune date", "Voici ce que je connais"),
]
OTHERS = [
    "quelles aides pour mon salon de coiffure à Lille ?",
    "le salon de l'agriculture, c'est quand ?",
    "le salon de thé de Lille ouvre quand ?",
    "allume la lumière du salon",
    "c'était quand le sommet de Paris ?",
    "le sommet européen de l'IA, c'est quoi ?",
    "au sommet de la tour, quelle vue ?",
]


@one_database
async def test_an_event_is_told_by_the_name_it_bears_and_nothing_else_is_taken_for_it(
    real_house: House, tmp_path: Path
) -> None:
    real_house.clock, real_house.limiter = fixed_at(TODAY), Limiter(1_000)
    file = tmp_path / "salons.csv"
    file.write_text(FAIRS, encoding="utf-8")
    assert (await bring(real_house, "agenda", file)).code == 0
    said = {text: await _said(real_house, text) for text, _, _ in NAMED}
    assert [text for text, told, other in NAMED if told not in said[text] or other in said[text]] == []
    for text in OTHERS:
        answer = await _said(real_house, text)
        assert not any(day in answer for day in (FAIR, SUMMIT, FORUM, NIGHT)), text


@one_database
@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("un atelier à Berk ?", "Berck (Pas-de-Calais), CA des Deux Baies en Montreuillois"),
        ("un atelier a berk", "Berck (Pas-de-Calais), CA des Deux Baies en Montreuillois"),
        ("un atelier près de Fourmi le 12 décembre ?", "Fourmies (Nord), CC du Sud Avesnois"),
        ("un atelier à Saint-Martin ?", "Saint-Martin-Boulogne (Pas-de-Calais), CA du Boulonnais"),
        ("un conseiller numérique à Neuville ?", "Neuville-en-Ferrain (Nord), Métropole Européenne de Lille"),
    ],
)
async def test_a_town_that_nobody_bears_is_asked_among_the_nearest(cafe: House, text: str, offered: str) -> None:
    answer = await Talk(cafe).write(text)
    assert offered in [button.title for button in answer.messages[-1].buttons]


@one_database
@pytest.mark.parametrize(
    "text",
    [
        "y aura-t-il une nouvelle édition de l'atelier avec NOUS ?",
        "il y a un atelier prévu ?",
        "un atelier à côté de chez moi ?",
        "un atelier à partir de 18 h ?",
        "un café IA à la médiathèque ?",
        "un café IA à volonté",
    ],
)
async def test_words_that_are_no_town_are_not_asked_about(cafe: House, text: str) -> None:
    assert "Laquelle est-ce" not in await _said(cafe, text)
