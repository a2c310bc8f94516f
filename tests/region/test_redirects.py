"""Where questions on other subjects are sent."""

from urllib.parse import urlsplit

import pytest

from region import plain, redirects


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("j'ai de la fièvre et je tousse", "health"),
        ("mon père a fait un AVC", "health"),
        ("les municipales, c'est quand", "elections"),
        ("où placer mon argent", "money"),
        ("Où payer ma taxe d'habitation ?", "taxes"),
        ("dossier aah comment faire", "benefits"),
        ("quand puis-je partir à la retraite", "pension"),
        ("mon passeport est perdu", "papers"),
        ("démission cdi delai de preavis", "labour-law"),
        ("je cherche un emploi de cariste", "jobs"),
        ("le train de 8 h est annulé", "transport"),
        ("météo de demain à Berck", "weather"),
        ("chatgpt plus ça vaut le coup", "other-ai"),
        ("traduis cette lettre", "chores"),
        ("fais-moi un poème", "play"),
        ("taux de la DETR pour une école", "grants"),
    ],
)
def test_a_question_is_sent_to_the_site_of_its_family(text: str, family: str) -> None:
    found = redirects.find(text)
    assert found is not None
    assert found.id == family


@pytest.mark.parametrize(
    "text",
    ["qui a peint la Joconde", "un accord signé avec un voisin", "combien de places à Lille", "le conseil municipal"],
)
def test_a_question_of_no_family_keeps_the_general_sentence(text: str) -> None:
    assert redirects.find(text) is None


@pytest.mark.parametrize(
    "text", ["carte vitale", "son permis, la Région aide ?", "inscription à la cantine", "Parcoursup"]
)
def test_what_another_counter_alone_deals_with_is_told_by_its_name(text: str) -> None:
    assert redirects.names_alone(text)


@pytest.mark.parametrize(
    "text", ["le permis de construire d'Escaudain", "un vote à la Région", "la carte des sites", "bac à sable"]
)
def test_a_word_that_may_be_ours_sends_nobody_away(text: str) -> None:
    assert not redirects.names_alone(text)


@pytest.mark.parametrize("family", redirects.every(), ids=lambda each: each.id)
def test_what_is_said_is_plain_and_names_the_site_it_cites(family: redirects.Redirect) -> None:
    assert list(plain.answer_faults(family.answer)) == []
    for source in family.sources:
        host = urlsplit(source.url or "").hostname or ""
        assert source.url and source.url.startswith("https://")
        assert any(host.removeprefix("www.") in word for word in family.answer.split())
