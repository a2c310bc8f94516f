"""Whether what is typed of the service can be used: a telephone, an e-mail, a link; and what an official service lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import phonenumbers

from region import schema
from region.wordings import say

_SHORT = re.compile(r"3\d{3}|1[578]|1\d{2,3}|11[6-8]\d{3}")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[A-Za-z]{2,}")
REACHED_BY: Mapping[str, tuple[str, ...]] = {
    "publisher": ("name",),
    "host": ("name",),
    "dpo": ("name", "email", "address"),
}
"""What an official service must say: for each part, one of these at least."""


def phone(value: Any) -> str | None:
    """What is wrong with a telephone; None when it can be called from France."""
    written = str(value).strip()
    if _SHORT.fullmatch(re.sub(r"\s", "", written)):
        return None
    try:
        good = phonenumbers.is_valid_number(phonenumbers.parse(written, "FR"))
    except phonenumbers.NumberParseException:
        good = False
    return None if good else say("service.phone")


def email(value: Any) -> str | None:
    """What is wrong with an e-mail address."""
    return None if _EMAIL.fullmatch(str(value).strip()) else say("service.email")


CHECKS: Mapping[str, Callable[[Any], str | None]] = {
    "host.phone": phone,
    "contact.phone": phone,
    "dpo.email": email,
    "accessibility.email": email,
    "contact.email": email,
    "contact.form": schema.url,
    "contact.address_source_url": schema.url,
}


def faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each wrong value of `{"contact.phone": "…"}`, with what is wrong; what is empty is not."""
    for name, check in CHECKS.items():
        value = values.get(name)
        if value and (wrong := check(value)):
            yield name, wrong


def lacking(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts that must be filled before a Région publishes the service: publisher, host, dpo."""
    return tuple(
        part
        for part, names in REACHED_BY.items()
        if not any(str(values.get(f"{part}.{name}") or "").strip() for name in names)
    )
