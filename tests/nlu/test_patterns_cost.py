"""No pattern of the house takes long on a message made for it: a word, a hyphen or an article written again and again."""

import importlib
import inspect
import pkgutil
import re
import sys
import time
from collections.abc import Iterator, Mapping
from functools import _lru_cache_wrapper

import actions
import bot.privacy
import bot.turn
import nlu
import region
from bot.turn import LONGEST

ROOMS = (nlu, bot.turn, bot.privacy, region, actions)
PIECES = ("a", "a ", "a-b-c-d-", "l'd'", "qu'", "de ", "de la ", "et ", "ok bon alors ", "1 ", "x.y.z.", "l'a-b d'c, ")
SIZES = (48, 160, LONGEST)
"""An exponential pattern is found on the shortest, before it lasts for ever."""
MOST_SECONDS = 0.1
FEWEST = 300


def test_no_pattern_is_slow_on_what_is_written_again_and_again() -> None:
    held = set(_patterns())
    assert len(held) > FEWEST
    assert {each.pattern[:60]: piece for each in held for piece in PIECES if _is_slow(each, piece)} == {}


def _is_slow(pattern: re.Pattern[str], piece: str) -> bool:
    return any(_spent(pattern, (piece * size)[: size - 3] + " x!") > MOST_SECONDS for size in SIZES)


def _spent(pattern: re.Pattern[str], text: str) -> float:
    began = time.thread_time()
    pattern.search(text)
    pattern.fullmatch(text)
    return time.thread_time() - began


def _patterns() -> Iterator[re.Pattern[str]]:
    """Yield the patterns of the modules, those of their tables and those that a function compiles at the first need."""
    for room in ROOMS:
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if not found.name.endswith("__main__"):
                importlib.import_module(found.name)
    inside = tuple(f"{room.__name__}." for room in ROOMS)
    for name, module in list(sys.modules.items()):
        if name.startswith(inside):
            for value in list(vars(module).values()):
                yield from _in(value)


def _in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, _lru_cache_wrapper) and not inspect.signature(value).parameters:
        made = value()
        value = made if isinstance(made, re.Pattern) else None
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _in(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _in(each)
