"""Writes a file whole or not at all: aside, then in its place; its owner only may read it."""

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


@contextmanager
def aside(file: Path) -> Iterator[IO[bytes]]:
    """Give what to write to; `file` changes at the end only: a full disk or a kill leaves what was there before."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def written_aside(file: Path, content: bytes) -> None:
    """Write a file beside its place, then put it there whole."""
    with aside(file) as out:
        out.write(content)


def written_once(file: Path, content: bytes) -> None:
    """Write a file that nobody has written yet; the first of two programs wins, and neither sees half of it."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    written_aside(draft, content)
    try:
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def kept_private(folder: Path) -> None:
    """Make a folder that its owner alone may open; one that others write in, or own, is left as it is."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    shared = folder.stat().st_mode & (stat.S_ISVTX | stat.S_IWOTH) or folder == Path.home()
    if not shared:
        with suppress(PermissionError):
            folder.chmod(0o700)
