"""Where the regional data lies: the shipped pack, or another Région's named by a setting."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

SHIPPED = Path(__file__).resolve().parent / "data"


def pack_dir() -> Path:
    """The folder of the data pack in force: BEFFROI_PACK_DIR, or the one shipped with the program."""
    named = os.environ.get("BEFFROI_PACK_DIR", "").strip()
    return Path(named) if named else SHIPPED


def read_yaml(path: Path) -> Any:
    """The plain values of a YAML file; records are read by region.loader, which names lines."""
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def pack_file(name: str, *, pack: Path | None = None) -> Path:
    """A file of the pack, or the shipped one where another Région's pack leaves it out."""
    own = (pack or pack_dir()) / name
    return own if own.exists() else SHIPPED / name
