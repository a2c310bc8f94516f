"""Writes a file whole or not at all: aside, then renamed."""

import os
import secrets
from pathlib import Path


def written_aside(file: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Put `content` in `file`; a disk that is full, or a program that is killed, leaves what was there before."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
