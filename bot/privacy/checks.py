"""Which groups of digits are a company, a social security number, a card or an account: check digits and form.

Every reader takes groups of digits and what precedes them, and returns how many groups it takes; 0 for none.
"""

import re

from stdnum import luhn
from stdnum.fr import nir, siren, siret

from bot.privacy.groups import prefixes, said

MONTH = r"(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)"
ORDER = r"(?!000)\d{3}(?!000)\d{3}"
NIR = re.compile(rf"[1-478]\d\d{MONTH}(?:0[1-9]|[1-9]\d){ORDER}(?:0[1-9]|[1-8]\d|9[0-7])?")
PLAIN_NIR = re.compile(r"[12]\d\d(?:0[1-9]|1[0-2])\d{8}(?:\d\d)?")
_GAP = r"[\s.\-_/]{0,2}"
CORSICAN = re.compile(
    rf"(?<!\d)[1-478]{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}2{_GAP}[ab]{_GAP}"
    rf"\d{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}\d{_GAP}\d(?:[\s.\-_/(]{{0,3}}(?:cle\s?:?\s?)?\d{_GAP}\d\)?(?!\d))?(?!\d)"
)
CARD_PREFIX = re.compile(r"2[2-7]|3[04-9]|[456]|81|97")
DINERS = re.compile(r"30[0-5]|3[689]")
PREFIXES = {13: re.compile("[456]"), 14: DINERS, 15: re.compile("3[47]|[56]")}  # other lengths: CARD_PREFIX
COMPANY_SHAPES = ((14,), (9, 5), (3, 3, 3, 5), (3, 3, 3, 2, 3), (3, 3, 3, 3, 2), (9,), (3, 3, 3))
CARD_SHAPES = ((4, 6, 5), (4, 6, 4), (4, 3, 3, 3), (4, 4, 5), (8, 8), (6, 10), (6, 13), (4, 4, 4, 4, 3))


def company(groups: tuple[str, ...], before: str) -> int:
    """A SIRET or a SIREN with good check digits, written as people write them; or what « SIRET » announces."""
    sizes = tuple(map(len, groups[:5]))
    for shape in COMPANY_SHAPES:
        if sizes[: len(shape)] != shape:
            continue
        digits = "".join(groups[: len(shape)])
        valid = siret.is_valid(digits) if len(digits) == 14 else siren.is_valid(digits)
        announced = said("company_cues", before) and not said("card_cues", before)
        if announced or (valid and not _said_otherwise(digits, before)):
            return len(shape)
    return 0


def _said_otherwise(digits: str, before: str) -> bool:
    """Good check digits may be chance: « carte » before a Diners number, « tel » before nine digits decide."""
    if len(digits) == 14:
        return DINERS.match(digits) is not None and said("card_cues", before)
    return said("phone_cues", before) and not said("company_cues", before)


def whole(groups: tuple[str, ...], before: str) -> str | None:
    """What a run is when it is nothing else: a social security number with its key, a card in the form of a card."""
    digits = "".join(groups)
    if len(digits) == 15 and NIR.fullmatch(digits) and nir.is_valid(digits):
        return "nir"
    if 13 <= len(digits) <= 19 and not company(groups, before) and _is_card(digits):
        return "card" if _card_shaped(groups) or said("card_cues", before) else None
    return None


def person(groups: tuple[str, ...], before: str) -> int:
    """A social security number: 15 digits with their key, or 13; a wrong key does not make it somebody's business."""
    for digits, count in prefixes(groups, range(13, 16)):
        if len(digits) == 14 or not NIR.fullmatch(digits):
            continue
        keyed = len(digits) == 15 and nir.is_valid(digits)
        if keyed or PLAIN_NIR.fullmatch(digits) or said("nir_cues", before):
            return count
    return 0


def card(groups: tuple[str, ...], before: str) -> int:
    """A card: 13 to 19 digits whose last one checks, in the form of a card, or announced as one."""
    announced = said("card_cues", before)
    for digits, count in prefixes(groups, range(13, 20)):
        if announced and CARD_PREFIX.match(digits):
            return count
        if _is_card(digits) and _card_shaped(groups[:count]):
            return count
    return 0


def _is_card(digits: str) -> bool:
    known = PREFIXES.get(len(digits), CARD_PREFIX)
    return known.match(digits) is not None and bool(luhn.is_valid(digits))


def _card_shaped(groups: tuple[str, ...]) -> bool:
    sizes = tuple(map(len, groups))
    even = set(sizes[:-1]) in ({4}, {2}, {1}) and sizes[-1] <= sizes[0]
    return len(sizes) == 1 or even or sizes in CARD_SHAPES


def account(groups: tuple[str, ...], before: str) -> int:
    """A French bank account without its country (RIB): 23 digits whose last two check."""
    for digits, count in prefixes(groups, range(23, 24)):
        bank, branch, number, key = (int(part) for part in (digits[:5], digits[5:10], digits[10:21], digits[21:]))
        if (89 * bank + 15 * branch + 3 * number + key) % 97 == 0 or said("iban_cues", before):
            return count
    return 0
