"""What a newcomer meets: files short enough to be read at once, public names that say what they give."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source import tree

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTED = 98
"""The least share of a room's public modules, classes, functions and methods with a docstring, in percent."""
LONGEST = {
    "actions": 120,
    "beffroi": 138,
    "bot": 130,
    "channels": 120,
    "console": 125,
    "learning": 130,
    "nlu": 115,
    "region": 125,
    "web": 120,
}
"""The lines that nine files in ten of a room stay within. The aim is 120: a room may pass it a little before it is split."""


def files(room: str) -> Iterator[Path]:
    """Yield the Python files of a room; migrations are records of the past."""
    return (path for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts)


def public(node: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Yield the public definitions of a module, and those of its public classes."""
    for inner in node.body:
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not inner.name.startswith("_"):
            yield inner
            if isinstance(inner, ast.ClassDef):
                yield from public(inner)


def documented(room: str) -> tuple[int, list[str]]:
    """Return the share of the public definitions of a room that say what they give, and those that do not."""
    found = [(path, node) for path in files(room) for node in public(tree(path))]
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}" for path, node in found if not ast.get_docstring(node)
    ]
    return 100 * (len(found) - len(silent)) // len(found), silent


def ninth_tenth(lengths: list[int]) -> int:
    """Return the length that nine in ten stay within."""
    return sorted(lengths)[len(lengths) * 9 // 10]


@pytest.mark.parametrize("room", LONGEST)
def test_what_is_public_says_what_it_gives(room: str) -> None:
    share, silent = documented(room)
    assert share >= DOCUMENTED, "\n".join(silent)


@pytest.mark.parametrize("room", LONGEST)
def test_a_file_is_read_at_once(room: str) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files(room)}
    longest = sorted(lengths, key=lambda path: -lengths[path])[: len(lengths) // 10 + 1]
    told = [f"{path.relative_to(ROOT)}: {lengths[path]}" for path in longest]
    assert ninth_tenth(list(lengths.values())) <= LONGEST[room], "\n".join(told)
