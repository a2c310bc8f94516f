"""What is typed reaches the engine readable, and never as an order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.turn.cleaning import clean, command_of

ORDER = '/inform{"org_type":"commune"}'
PREFIXES = ["", " ", "\n\t ", "\u00a0", "\u200b", "\ufeff", "\u2060", "\u202e", "\u00ad", "\u034f", "\u3164", "\u2800",
            "\u115f", "\ufe0f", "\x00", "\x1b", "\u0301", "/", "//", "/ / ", "／", "⁄", "∕", "⧸", "\\", "\ud800",
            "\U000e0001", "/\u200b", "\u200b/\u200b ", "/\u0338", "\u180e"]  # fmt: skip


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_typed_order_sets_nothing(prefix: str) -> None:
    assert clean(prefix + ORDER) == ORDER[1:]


@pytest.mark.parametrize("slash", ["/", "／", "⁄", "∕", "⧸"])
def test_any_slash_is_taken_away(slash: str) -> None:
    assert clean(f"\u200b {slash}{slash} restart") == "restart"


@pytest.mark.parametrize(
    "text",
    [
        "CA < 2 M€",
        "24/7",
        "et/ou",
        "c'est <b>gras</b> & co",
        "a > b",
        "1/2 journée",
        "70 k€ 😀",
        "Hénin-Beaumont",
        "l’œuvre",
    ],
)
def test_ordinary_text_survives(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  bonjour \n\n  à   tous ", "bonjour à tous"),
        ("cafe\u0301 IA", "café IA"),
        ("ate\u200blier", "atelier"),
        ("e\u200b\u0301tat", "état"),
        ("\u202egauche", "gauche"),
        ("a\u2028b", "a b"),
        ("", ""),
        ("///", ""),
        ("\u200b", ""),
    ],
)
def test_what_cannot_be_seen_goes(typed: str, read: str) -> None:
    assert clean(typed) == read


@given(st.text(max_size=80))
def test_a_clean_text_is_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not once.startswith(("/", "／", "⁄", " "))
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("sign", [".", "!", "?!", "😀", "- ", "€"])
def test_a_long_run_of_signs_is_cut_and_the_words_around_it_stay_apart(sign: str) -> None:
    run = sign * 500
    said = clean(f"Bonjour {run} le prix{run}")
    assert said.startswith("Bonjour ")
    assert " le prix" in said
    assert len(said) < 45


def test_what_people_write_keeps_its_signs() -> None:
    for typed in (
        "attention !!!!!!",
        "non... enfin... (peut-être) ?!",
        "-----------",
        "😀😀😀 merci",
        "de 70 000 € -- 250 000 €",
    ):
        assert clean(typed) == typed


@given(st.text(st.sampled_from(list(" /／⁄∕\\\u200b\u0301\u0338\ufe0f\u3164\n\t\u00a0\u202e")), max_size=30))
def test_no_disguise_lets_an_order_through(disguise: str) -> None:
    assert clean(f"{disguise}/restart").lstrip("\u0301\u0338") == "restart"


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("/start", "/start"), ("/aide", "/aide"), ("/help", "/aide"), ("/privacy", "/donnees"), ("/donnees", "/donnees"),
        ("/oublier", "/oublier"), ("/exporter", "/exporter"), ("/humain", "/humain"), ("/recommencer", "/recommencer"),
        ("/accessibilite", "/accessibilite"), ("  /OUBLIER \n", "/oublier"), ("/Aide@beffroi_bot", "/aide"),
        ("\u200b/humain", "/humain"),
    ],
)  # fmt: skip
def test_a_command_is_recognised(typed: str, command: str) -> None:
    assert command_of(typed) == command


@pytest.mark.parametrize(
    "typed",
    ["", "/", "aide", "/restart", "/session_start", "/oublier tout", "//aide", "/ aide", "oublier", "/aideX", "/aide@",
     ORDER, "/aide/", "je veux /aide", "/start@a b", "／aide"],
)  # fmt: skip
def test_anything_else_is_no_command(typed: str) -> None:
    assert command_of(typed) is None
