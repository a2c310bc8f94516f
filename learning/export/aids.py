"""Writes an aid into the files of the pack, and keeps the version they held beside it, as the history tells."""

from pathlib import Path

from region import lines, programme_text, versions
from region.problems import DataError
from region.programme_text import Text


def slug_of(text: Text) -> str:
    """Return the name an aid gives itself."""
    return str(lines.parse(text.rules, file="")["programme"])


def write(slug: str, text: Text, *, pack: Path) -> list[str]:
    """Write the rules and the cases; returns the names of the files written, the kept version with them."""
    before, kept = Text.of(slug, pack=pack), []
    if before is not None and (version := _version(before, slug)) not in (None, _version(text, slug)):
        old = pack / "programmes" / versions.FOLDER / f"{slug}.{version}.yml"
        old.parent.mkdir(exist_ok=True)
        if not old.exists():
            old.write_text(before.rules, encoding="utf-8")
            kept.append(f"{versions.FOLDER}/{old.name}")
    text.write(slug, pack=pack)
    return [f"{slug}.yml", f"{slug}.cases.yml", *kept]


def _version(text: Text, slug: str) -> str | None:
    try:
        return programme_text.programme(text, slug=slug).rules_version
    except DataError:
        return None
