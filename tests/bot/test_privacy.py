"""Personal data is taken out of what people write; company numbers, sums and towns stay."""

import string
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import nir as nirs
from stdnum.iso7064 import mod_97_10

from bot.privacy import KINDS, REFUSED, mask
from tests.cost import least

CASES = yaml.safe_load(Path(__file__).with_name("privacy_cases.yml").read_text(encoding="utf-8"))
digits = st.text(string.digits, min_size=1, max_size=24)
separators = st.sampled_from(["", " ", ".", "-", "\u00a0"])


def test_there_are_many_cases() -> None:
    assert len(CASES["masked"]) + len(CASES["kept"]) >= 200
    assert len(CASES["kept"]) >= 100


@pytest.mark.parametrize(("written", "kept"), CASES["masked"])
def test_personal_data_is_masked(written: str, kept: str) -> None:
    assert mask(written).text == kept


@pytest.mark.parametrize("written", CASES["kept"])
def test_what_names_nobody_stays(written: str) -> None:
    assert mask(written) == type(mask(""))(written, ())


def test_kinds_are_told_once_in_the_order_of_the_text() -> None:
    masked = mask("je m'appelle Léa, 0612345678, lea@x.fr, 0712345678")
    assert masked.kinds == ("name", "phone", "email")


def test_what_ends_a_turn() -> None:
    assert sorted(REFUSED) == ["card", "iban", "nir"]
    assert REFUSED.issubset(KINDS)


@given(st.text(max_size=200))
def test_any_text_can_be_masked_and_masking_again_changes_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text
    assert set(once.kinds) <= set(KINDS)


@given(st.text("0123456789 +.-()@aàFR,'\n", max_size=120))
def test_numbers_in_any_order_can_be_masked_twice(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text


@given(
    st.sampled_from(["4", "51", "52", "55", "2223", "34", "37", "6011", "65"]), digits, st.sampled_from([" ", "-", "."])
)
def test_every_card_written_in_fours_is_masked(prefix: str, tail: str, separator: str) -> None:
    length = 15 if prefix.startswith("3") else 16
    body = (prefix + tail * 16)[: length - 1]
    number = body + luhn.calc_check_digit(body)
    in_fours = separator.join(number[at : at + 4] for at in range(0, length, 4))
    for written in (number, in_fours):
        assert set(mask(f"voici {written} merci").kinds) & REFUSED


@given(
    st.integers(1, 2),
    st.integers(0, 99),
    st.integers(1, 12),
    st.integers(1, 95),
    st.integers(1, 999),
    st.integers(1, 999),
)
def test_every_social_security_number_is_masked(
    sex: int, year: int, month: int, place: int, town: int, order: int
) -> None:
    body = f"{sex}{year:02}{month:02}{place:02}{town:03}{order:03}"
    key = nirs.calc_check_digits(body)
    for written in (body, body + key, f"{sex} {year:02} {month:02} {place:02} {town:03} {order:03} {key}"):
        assert "nir" in mask(f"mon numéro {written}").kinds


@given(st.integers(0, 10**23 - 1), separators)
def test_every_french_account_is_masked(account: int, separator: str) -> None:
    bban = f"{account:023}"
    number = "FR" + mod_97_10.calc_check_digits(bban + "FR") + bban
    written = separator.join(number[at : at + 4] for at in range(0, len(number), 4))
    assert mask(f"virez sur {written} svp").text == "virez sur <IBAN> svp"


@given(st.integers(10**8, 10**9 - 1), separators)
def test_every_french_telephone_is_masked(number: int, separator: str) -> None:
    pairs = f"0{number}"
    written = separator.join(pairs[at : at + 2] for at in range(0, 10, 2))
    if sorted(written.split(separator or None)) != ["02", "59", "60", "62", "80"]:
        said = written if pairs.startswith("08") else "<PHONE>"  # a number that only services have names nobody
        assert mask(f"au {written}.").text == f"au {said}."


@given(st.integers(10**8, 10**9 - 1), st.sampled_from([" ", "-", ", "]))
def test_every_french_telephone_said_in_words_is_masked(number: int, between: str) -> None:
    pairs = [f"0{number}"[at : at + 2] for at in range(0, 10, 2)]
    written = between.join(_in_words(pair) for pair in pairs)
    if sorted(pairs) != ["02", "59", "60", "62", "80"]:
        assert mask(f"au {written}.").text == "au <PHONE>."


UNITS = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]  # fmt: skip
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}


def _in_words(pair: str) -> str:
    """« zéro six », « trente-quatre », « quatre-vingt-onze »: a pair as it is said."""
    if pair[0] == "0":
        return f"zéro {UNITS[int(pair[1])]}"
    if int(pair) < 20:
        return UNITS[int(pair)]
    ten = int(pair[0]) - (pair[0] in "79")
    rest = int(pair) - 10 * ten
    joint = "-et-" if rest in (1, 11) and ten != 8 else "-"
    return TENS[ten] + (joint + UNITS[rest] if rest else "")


@given(st.integers(1, 10**8 - 1), st.integers(1, 9999))
def test_every_company_number_stays(root: int, office: int) -> None:
    body = f"{root:08}"
    siren = body + luhn.calc_check_digit(body)
    office_body = f"{siren}{office:04}"
    siret = office_body + luhn.calc_check_digit(office_body)
    grouped = f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"
    for written in (siren, siret, grouped, f"siret {siret}"):
        assert mask(written).text == written


HOSTILE = ["a", "1 ", "+1 ", "0044 ", "FR76 ", "a@", "a.", "arobase ", "je m'appelle ", "1 rue ", "Mme ", "12 rue de la ",
           "4970 1012 ", "1(", "nom : ", "cordialement ", "1 85 05 2a ", " ", "é'", "\u200b1", "zéro six ", "dix sept ",
           "soixante dix huit ", "quatre vingt ", "06*", "6️⃣", "o6 ", "née ", "né le 1", "ab-123-", "mot de passe ", "mdp:",
           "caf 1", "au nom de "]  # fmt: skip


@pytest.mark.parametrize("seed", HOSTILE)
def test_a_hostile_message_is_read_in_linear_time(seed: str) -> None:
    text = (seed * 5000)[:5000]
    assert least(lambda attempt: mask(text)) < 1.0
