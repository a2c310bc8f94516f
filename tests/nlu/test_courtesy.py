"""What is said between two courtesies is what a message means."""

import pytest

from nlu.courtesy import core


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bonjour, qui peut candidater à l'AMI ?", "qui peut candidater à l'AMI ?"),
        ("bonjour à tous, c'est quoi Proch'IA", "c'est quoi Proch'IA"),
        ("Bonsoir ! Quelles aides pour nous ?", "Quelles aides pour nous ?"),
        ("Madame, Monsieur, ma commune est-elle éligible ? Cordialement.", "ma commune est-elle éligible ?"),
        ("l'ami c quoi merci", "l'ami c quoi"),
        ("Bonjour madame, où sont les ateliers svp ? Merci d'avance et bonne journée !", "où sont les ateliers ?"),
        ("excusez-moi, où est l'atelier", "où est l'atelier"),
        ("ok mais c'est payant ?", "c'est payant ?"),
        ("ouais mais comment je demande", "comment je demande"),
        ("merci. toi robot ou personne ?", "toi robot ou personne ?"),
        ("ok donc c'est gratuit ?", "c'est gratuit ?"),
        ("oui jusqu'à quand ?", "jusqu'à quand ?"),
        ("ok merci et c'est où ?", "c'est où ?"),
        ("oui, une association", None),
        ("ok pour Lens", None),
        ("oui ?", None),
        ("bonjour", None),
        ("bonjour madame", None),
        ("merci beaucoup pour votre aide", None),
        ("au revoir et bonne journée", None),
        ("quelles aides pour nous ?", None),
        ("rechercher un atelier à Lens", None),
        ("merci de me dire quand ouvre l'appel", None),
    ],
)
def test_what_is_said_between_two_courtesies_is_found(text: str, said: str | None) -> None:
    assert core(text) == said
