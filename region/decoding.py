"""The text of a file as people's programs write it: UTF-8 with or without a mark, UTF-16, or Windows' own."""

from __future__ import annotations

import codecs
from pathlib import Path

from region.problems import DataError, Problem

LARGEST = 20_000_000


def text_of(path: Path) -> str:
    """The text of a file. Raises DataError when it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise DataError(Problem(path.name, 1, "le fichier est trop grand"))
        return decoded(path.read_bytes(), name=path.name)
    except OSError as error:
        raise DataError(Problem(path.name, 1, "le fichier ne peut pas être lu")) from error


def decoded(content: bytes, *, name: str) -> str:
    """The text of some bytes. Raises DataError when they are no text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise DataError(Problem(name, 1, "ce fichier n'est pas un texte : enregistrez-le en CSV ou en iCal"))
    return text.replace("\ufeff", "")
