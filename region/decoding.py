"""The text of a file as people's programs write it: UTF-8 or UTF-16 with or without a mark, Windows' own, the Mac's."""

from __future__ import annotations

import codecs
from pathlib import Path

from region.problems import DataError, Problem
from region.wordings import say

LARGEST = 20_000_000


def text_of(path: Path) -> str:
    """The text of a file. Raises DataError when it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise DataError(Problem(path.name, 1, say("text.too_big")))
        return decoded(path.read_bytes(), name=path.name)
    except OSError as error:
        raise DataError(Problem(path.name, 1, say("text.unreadable"))) from error


def decoded(content: bytes, *, name: str) -> str:
    """The text of some bytes. Raises DataError when they are no text."""
    try:
        text = content.decode(_wide(content) or "utf-8-sig", errors="strict")
    except UnicodeDecodeError:
        mac = (
            b"\r" in content and b"\n" not in content
        )  # Excel for Mac ends its lines, and writes its letters, its own way
        text = content.decode("mac-roman" if mac else "cp1252", errors="replace")
    if "\0" in text:
        raise DataError(Problem(name, 1, say("text.not_one")))
    return text.replace("\ufeff", "")


def _wide(content: bytes) -> str | None:
    """UTF-16, by its mark or by the zeros that every other byte of a French text is."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    beginning = content[:64]
    for name, zeros in (("utf-16-le", beginning[1::2]), ("utf-16-be", beginning[::2])):
        if len(zeros) > 4 and zeros.count(0) > 0.9 * len(zeros):
            return name
    return None
