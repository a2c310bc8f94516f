"""The file of a backup: one JSON line a row, one part a table, and a manifest that says what must be there."""

import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from bot.store import migrate
from bot.wordings import say

MANIFEST = "manifest.json"
PROGRAM = "beffroi"
FIRST_VERSION = ("0002", "0004", "0005")
"""The revisions of a backup whose manifest names one of them only."""
UNREADABLE = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,
)
Row = Mapping[str, Any]


class BackupUnreadable(RuntimeError):
    """A file is not a backup of this program, is damaged, or comes from a newer one; `str()` is one French sentence."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: the revisions of its tables, and how many rows each has (None in the first version)."""

    revisions: frozenset[str]
    rows: Mapping[str, int | None]

    @property
    def current(self) -> bool:
        """Whether the backup was made by a program with these very tables."""
        return self.revisions == migrate.heads()


def write(
    out: IO[bytes], tables: Iterable[tuple[str, Iterable[Row]]], *, revisions: Iterable[str], at: datetime
) -> None:
    """Write every table, then the manifest: a file cut on the way has none."""
    rows: dict[str, int] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in tables:
            rows[name] = 0
            with archive.open(f"{name}.jsonl", "w", force_zip64=True) as part:
                for row in lines:
                    part.write(json.dumps(dict(row), ensure_ascii=False).encode() + b"\n")
                    rows[name] += 1
        said = {"program": PROGRAM, "revisions": sorted(revisions), "at": at.isoformat(), "rows": rows}
        archive.writestr(MANIFEST, json.dumps(said))


class Archive:
    """An open backup, checked: every row can be read, and every table that must be there is."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.manifest = self._checked()

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of a table, one at a time."""
        with zipfile.ZipFile(self._file) as archive, archive.open(f"{table}.jsonl") as part:
            for line in part:
                if line.strip():
                    yield json.loads(line)

    def _checked(self) -> Manifest:
        try:
            manifest = self._manifest()
            counted = {name: sum(isinstance(row, dict) for row in self.rows(name)) for name in manifest.rows}
        except UNREADABLE as error:
            raise self.refused(say("backup_unreadable")) from error
        if newer := sorted(manifest.revisions - migrate.known()):
            raise self.refused(say("backup_newer", revisions=", ".join(newer)))
        for name, wanted in manifest.rows.items():
            if wanted is not None and counted[name] != wanted:
                raise self.refused(say("backup_short", rows=counted[name], wanted=wanted, table=name))
        return manifest

    def _manifest(self) -> Manifest:
        with zipfile.ZipFile(self._file) as archive:
            read = json.loads(archive.read(MANIFEST))
            parts = [name.removesuffix(".jsonl") for name in archive.namelist() if name != MANIFEST]
        if read["program"] != PROGRAM:
            raise ValueError(read["program"])
        if "rows" in read:
            return Manifest(frozenset(read["revisions"]), {str(name): int(n) for name, n in read["rows"].items()})
        first = FIRST_VERSION if read["revision"] in FIRST_VERSION else (str(read["revision"]),)
        return Manifest(frozenset(first), dict.fromkeys(parts))

    def refused(self, why: str) -> BackupUnreadable:
        """Return the error that says why this file cannot be read."""
        return BackupUnreadable(say("backup_refused", file=self._file, why=why))
