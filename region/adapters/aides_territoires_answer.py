"""Reads what Aides-territoires answers: a token, a page of aids, and which of them are open, digital and for whom asks."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from region.commune import key
from region.open_aids import OpenAid

MOST, LONGEST = 3, 160
LISTS = ("results", "hydra:member")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Page:
    """Some aids as they came, and the address of the next ones on the same server."""

    rows: list[Any]
    next: str | None


def token(body: bytes) -> str:
    """The token of a connection. Raises ValueError when there is none."""
    read = json.loads(body)
    found = read.get("token") if isinstance(read, dict) else None
    if not isinstance(found, str) or not found.isascii() or not found.isprintable() or not found:
        raise ValueError("token")
    return found


def page(body: bytes, *, base: str) -> Page:
    """The aids of a page. Raises ValueError when it is no page of aids; a next page elsewhere is not followed."""
    read = json.loads(body)
    rows = next((read[name] for name in LISTS if name in read), None) if isinstance(read, dict) else None
    if not isinstance(rows, list):
        raise ValueError("results")
    following = read.get("next")
    url = urljoin(f"{base}/", following) if isinstance(following, str) else None
    here = url is not None and urlsplit(url)[:2] == urlsplit(base)[:2]
    return Page(rows, url if here else None)


def chosen(
    rows: Iterable[Any], audiences: Iterable[str], words: Mapping[str, Any], *, today: date, base: str
) -> tuple[OpenAid, ...]:
    """The open ones of a digital theme for this audience, three at most: the nearest deadline first, then those without."""
    found: dict[str, OpenAid] = {}
    for row in rows:
        if isinstance(row, dict) and _fits(row, [*audiences], words) and _open(row, today):
            aid = _aid(row, base)
            if aid:
                found.setdefault(aid.url, aid)
    return tuple(sorted(found.values(), key=lambda each: (each.deadline or date.max, each.name))[:MOST])


def seconds(header: str | None, *, otherwise: float) -> float:
    """The pause a 429 asks for; a date or nonsense counts as `otherwise`, more than an hour as an hour."""
    return min(float(header), 3600.0) if header and header.isdecimal() else otherwise


def _fits(row: Mapping[str, Any], audiences: list[str], words: Mapping[str, Any]) -> bool:
    said = key(" | ".join([*_texts(row.get("categories")), *_texts(row.get("programs")), _text(row.get("name"))]))
    starts = "|".join(each + r"\b" if each in words["whole"] else each for each in words["themes"])
    aimed = _texts(row.get("targeted_audiences"))
    return bool(re.search(rf"\b(?:{starts})", said)) and (
        not aimed or any(word in key(each) for each in aimed for word in audiences)
    )


def _open(row: Mapping[str, Any], today: date) -> bool:
    """Live, begun and not over; a day that cannot be read is no « sans date limite »."""
    starts, ends = _day(row.get("start_date")), _day(row.get("submission_deadline"))
    unread = (starts is None and row.get("start_date")) or (ends is None and row.get("submission_deadline"))
    begun, left = starts is None or starts <= today, ends is None or ends >= today
    return row.get("is_live") is not False and begun and left and not unread


def _aid(row: Mapping[str, Any], base: str) -> OpenAid | None:
    name, url = _text(row.get("name")), _address(row, base)
    if not name or url is None:
        return None
    days = (_day(row.get("submission_deadline")), _day(row.get("date_updated")))
    return OpenAid(name, url, *days, tuple(_texts(row.get("financers"))[:2]))


def _address(row: Mapping[str, Any], base: str) -> str | None:
    """Its page on the service, else the one it comes from."""
    for value in (row.get("url"), row.get("origin_url")):
        url = urljoin(f"{base}/", value.strip()) if isinstance(value, str) and value.strip() else ""
        if url.startswith(("https://", f"{urlsplit(base).scheme}://")) and not re.search(r"[\s<>\"]", url):
            return url
    return None


def _texts(value: Any) -> list[str]:
    """The texts of a list; an entry may be an object with a name."""
    held = value if isinstance(value, list) else []
    named = (each.get("name") if isinstance(each, dict) else each for each in held)
    return [text for each in named if (text := _text(each))]


def _text(value: Any) -> str:
    """A text without tags, on one line, cut at a word."""
    if not isinstance(value, str):
        return ""
    said = " ".join(html.unescape(_TAG.sub(" ", value)).split())
    said = "".join(each for each in said if each.isprintable())
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rsplit(' ', 1)[0]}…"


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
