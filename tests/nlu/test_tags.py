"""A « non » that ends what is put forward is a question; one that answers is a no."""

import pytest

from nlu.acts import untagged


@pytest.mark.parametrize(
    ("text", "put_forward"),
    [
        ("ca va pomper toute l eau non", "ca va pomper toute l eau ?"),
        ("c'est Martine Aubry non ?", "c'est Martine Aubry ?"),
        ("c'est NOM non ?", "c'est NOM ?"),
        ("on peut candidater, n'est-ce pas ?", "on peut candidater ?"),
        ("ça consomme beaucoup, hein", "ça consomme beaucoup ?"),
        ("c'est garanti par projet oui ou non", "c'est garanti par projet ?"),
        ("et il ferme le 31 décembre c'est ca?", "et il ferme le 31 décembre ?"),
        ("oui c'est ça", None),
        ("non", None),
        ("je dis non", None),
        ("la réponse est non", None),
        ("pour nous ce sera non", None),
        ("pas de subvention pour nous non", None),
        ("non merci non", None),
        ("alors là non", None),
    ],
)
def test_a_tag_is_told_from_a_no(text: str, put_forward: str | None) -> None:
    assert untagged(text) == put_forward
