"""Which groups of digits are a telephone: of France, of elsewhere, or announced as one."""

import re
from collections.abc import Sequence
from functools import lru_cache

import phonenumbers

from bot.privacy.groups import prefixes, said
from bot.privacy.spans import lists

OF_A_SERVICE = "08"
"""What begins the numbers that only services have: free, or paid by the minute."""


def telephone(groups: tuple[str, ...], before: str) -> int:
    """A telephone of France (0…, 0033…, 33…), of elsewhere after 00, or nine digits that « tel » announces."""
    for digits, count in prefixes(groups, range(9, 16)):
        if _is_telephone(digits, groups[:count], before):
            return count
    return 0


def _is_telephone(digits: str, groups: tuple[str, ...], before: str) -> bool:
    if len(digits) == 10 and re.match("0[1-9]", digits):
        return not is_list(groups) and not digits.startswith(OF_A_SERVICE)
    if re.fullmatch(r"(?:00)?330?[1-9]\d{8}", digits):
        return digits.startswith("00") or re.match(r"330?[67]", digits) is not None or said("phone_cues", before)
    if digits.startswith("00"):
        return re.match(r"00[1-9]", digits) is not None and _is_foreign(digits[2:])
    paired = tuple(map(len, groups)) == (1, 2, 2, 2, 2)
    announced = said("phone_cues", before) or (paired and said("number_cues", before))
    return len(digits) == 9 and announced and digits[0] != "0"


def is_list(groups: Sequence[str]) -> bool:
    """Departments of the region, or two postal codes of one department, are ten digits too."""
    if [len(group) for group in groups] == [5, 5]:
        return groups[0][:2] == groups[1][:2]
    return sorted(groups) in lists("not_phones")


def international(groups: tuple[str, ...]) -> int:
    """What follows a « + »: the longest number that exists in some country."""
    candidates = list(prefixes(groups, range(8, 16)))
    for digits, count in candidates:
        if _is_foreign(digits.replace("330", "33", 1) if digits.startswith("330") else digits):
            return count
    possible = [count for digits, count in candidates if len(digits) >= 10]
    return possible[0] if possible else 0


@lru_cache(maxsize=2_000)
def _is_foreign(digits: str) -> bool:
    """Does this number with its country code exist?"""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False
