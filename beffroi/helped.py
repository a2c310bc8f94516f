"""Command-line parsers whose help is read from help.yml, by what is typed: « learning label --group »."""

import argparse
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from region.files import read_yaml

PROGRAM = "beffroi"
A = TypeVar("A", bound=argparse.Action)


class Parser(argparse.ArgumentParser):
    """A parser that finds the help of its arguments and of its subcommands; KeyError where there is none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.register("action", "parsers", _Subcommands)

    def _add_action(self, action: A) -> A:
        """Add an argument, of a group or not; one of every command (`--json`) may have its help under its name alone."""
        name = next((each for each in action.option_strings if each.startswith("--")), action.dest)
        if action.help is None:
            action.help = _help().get(_typed(self.prog, name)) or _help()[name]
        return super()._add_action(action)


class _Subcommands(argparse._SubParsersAction):  # type: ignore[type-arg]
    """The subcommands of a parser; argparse offers no other place to tell their help."""

    def add_parser(self, name: str, **options: Any) -> Any:
        told = _help()[_typed(self._prog_prefix, name)]
        return super().add_parser(name, help=told, description=told, **options)


def _typed(prog: str, name: str) -> str:
    return f"{prog} {name}".removeprefix(f"{PROGRAM} ")


@cache
def _help() -> Mapping[str, str]:
    read: Mapping[str, str] = read_yaml(Path(__file__).with_name("help.yml"))
    return read
