"""No telephone, e-mail, link, date, address or sum goes out unless a record, a setting or the person gave it."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.turn.guard import Fact, allowed_from, facts_in, guard, strings_in
from region import formats
from tests.cost import least
from tests.regions import THE_REGION

WORDINGS = Path(__file__).resolve().parents[2] / "bot/wordings/house.yml"


def told(text: str) -> set[tuple[str, str]]:
    return {(fact.kind, fact.value) for fact in facts_in(text)}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Tél. 03 20 00 00 00", {("phone", "+33320000000")}),
        ("+33 (0)3 20 00 00 00", {("phone", "+33320000000")}),
        ("0033320000000", {("phone", "+33320000000")}),
        ("appelez le 3114", {("phone", "3114")}),
        ("écrivez au 114 par texto", {("phone", "114")}),
        ("Écrivez à IA@Example.fr.", {("email", "ia@example.fr")}),
        ("voir https://www.Example.fr/a/?x=1.", {("url", "example.fr/a/?x=1")}),
        ("sur example.fr", {("url", "example.fr")}),
        ("(https://example.org/)", {("url", "example.org")}),
        ("le 24 juin 2026", {("date", "2026-06-24")}),
        ("le 1er juin 2026", {("date", "2026-06-01")}),
        ("le 24/06/2026", {("date", "2026-06-24")}),
        ("2026-06-24", {("date", "2026-06-24")}),
        ("en juin 2026", {("date", "2026-06")}),
        ("le 24 juin", {("date", "--06-24")}),
        ("du 3 au 5 mars 2026", {("date", "2026-03-03"), ("date", "2026-03-05")}),
        ("les 3, 4 et 5 août 2026", {("date", f"2026-08-0{day}") for day in (3, 4, 5)}),
        ("70 000 €", {("amount", "70000")}),
        ("70\u202f000\u00a0€", {("amount", "70000")}),
        ("70.000 euros", {("amount", "70000")}),
        ("70k€", {("amount", "70000")}),
        ("0,25 M€", {("amount", "250000")}),
        ("5 millions d'euros", {("amount", "5000000")}),
        ("1,5 milliard d’euros", {("amount", "1500000000")}),
        ("de 70 000 à 250 000 €", {("amount", "70000"), ("amount", "250000")}),
        ("entre 70 000 et 250 000 euros", {("amount", "70000"), ("amount", "250000")}),
        ("5 à 6 millions d'euros", {("amount", "5000000"), ("amount", "6000000")}),
        ("cinq millions d'euros", {("amount", "5000000")}),
        ("un million et demi d'euros", {("amount", "1500000")}),
        ("quatre-vingt-dix mille euros", {("amount", "90000")}),
        ("2 Md€", {("amount", "2000000000")}),
        ("12,50 €", {("amount", "12.5")}),
        ("151 avenue du Président Hoover, 59000 Lille", {("address", "151 avenue du president hoover")}),
    ],
)
def test_a_fact_is_the_same_however_it_is_written(text: str, facts: set[tuple[str, str]]) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    "text",
    ["", "France 2030", "60 % du coût", "12 projets et 3 priorités", "l'AMI de 2026", "20 mots", "59000 Lille",
     "SIREN 732 829 320", "GPT-4", "il y a 5 régions", "17Cyber", "en 2025, 2026", "mai", "Proch'IA", "art. 50",
     "un accueil de 9 h à 17 h", "3000 habitants", "l'euro"],
)  # fmt: skip
def test_ordinary_words_and_numbers_are_no_facts(text: str) -> None:
    assert told(text) == set()


def test_an_invented_fact_is_blocked_as_it_is_written() -> None:
    allowed = allowed_from(["Le projet coûte de 70 000 à 250 000 €. Clôture le 24 juin 2026."])
    assert guard("Comptez 70 000 €, avant le 24 juin.", allowed).ok
    checked = guard("Comptez 80 000 €, avant le 25 juin 2026, au 03 20 11 22 33 ou x@y.fr, sur autre.fr.", allowed)
    assert not checked.ok
    assert set(checked.blocked) == {"80 000 €", "25 juin 2026", "03 20 11 22 33", "x@y.fr", "autre.fr"}


def test_an_invented_address_or_short_number_is_blocked() -> None:
    allowed = allowed_from(["3114, numéro national", "151 avenue du Président Hoover, 59000 Lille"])
    assert guard("Appelez le 3114, au 151, avenue du Président Hoover à Lille.", allowed).ok
    assert guard("Appelez le 3939.", allowed).blocked == ("Appelez le 3939",)
    assert guard("Venez au 12 rue de la Paix à Lille.", allowed).blocked == ("12 rue de la Paix",)


def test_a_link_may_be_named_by_its_site_but_not_made_longer() -> None:
    allowed = allowed_from(["https://3114.fr", "https://www.hautsdefrance.fr/appel"], sites=["http://localhost:8080"])
    assert guard("Voir 3114.fr, hautsdefrance.fr, http://localhost:8080/donnees", allowed).ok
    assert guard("Voir hautsdefrance.fr/autre", allowed).blocked == ("hautsdefrance.fr/autre",)


def test_what_a_person_stated_may_come_back_in_euros() -> None:
    assert guard("Votre projet : 90 000 €.", allowed_from([], stated=["90000"])).ok
    assert guard("Votre projet : 90 000 €.", allowed_from([], stated=["notre chatbot à 90k"])).ok
    assert not guard("Votre projet : 90 000 €.", allowed_from(["90000"])).ok


def test_a_verdict_is_read_with_all_it_holds() -> None:
    verdict = {
        "estimate": {"min": 1000, "max": None},
        "conditions": [{"stated": "90 000 €", "source": {"url": "https://a.fr"}}],
    }
    assert list(strings_in(verdict)) == ["1000", "90 000 €", "https://a.fr"]


def test_every_record_may_say_what_it_says() -> None:
    for record in THE_REGION.catalogue.records:
        allowed = allowed_from([record.answer, record.simple, *strings_in(record.source and record.source.to_dict())])
        assert guard(record.answer, allowed).ok
        assert guard(record.simple, allowed).ok


def test_the_sentences_of_the_house_hold_no_fact_of_their_own() -> None:
    said = yaml.safe_load(WORDINGS.read_text(encoding="utf-8"))
    held = {key: guard(text, allowed_from(["112, 114"])).blocked for key, text in said.items()}
    assert {key: facts for key, facts in held.items() if facts} == {}


@given(st.integers(1, 10**9))
def test_a_sum_is_read_back_as_it_is_shown(value: int) -> None:
    assert Fact("amount", str(value)) in facts_in(f"environ {formats.euros(value)}.")


@given(st.dates())
def test_a_date_is_read_back_as_it_is_shown(day) -> None:  # type: ignore[no-untyped-def]
    if 1900 <= day.year <= 2099:
        assert Fact("date", day.isoformat()) in facts_in(f"le {formats.day(day)}.")


@given(st.text(max_size=200))
def test_any_text_is_allowed_by_itself(text: str) -> None:
    assert guard(text, allowed_from([text])).ok


@pytest.mark.parametrize("seed", ["1 ", "a.", "1 000 ", "1 à ", "http://", "3 mars ", "3, ", "a.fr ", "12 rue de la "])
def test_a_long_text_is_read_in_linear_time(seed: str) -> None:
    assert least(lambda attempt: facts_in((seed * 5000)[:5000])) < 1.0
