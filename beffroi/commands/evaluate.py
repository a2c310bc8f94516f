"""Measures how well messages are understood: the model in service on known rows, or the classifier by cross-validation."""

import argparse
import contextlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from beffroi.failure import Failure
from beffroi.said import say

NAME = "evaluate"


def arguments(parser: argparse.ArgumentParser) -> None:
    """A TSV file, or `--cross` with its folds, seed and typing errors; `--today`, `--json`."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FICHIER.tsv")
    parser.add_argument("--cross", type=Path, metavar="FICHIER.yml")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--typos", type=float, metavar="P")
    parser.add_argument("--today", type=date.fromisoformat, metavar="AAAA-MM-JJ")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the figures of the model in service on a file, or of models crossed on one; 2 for neither or both."""
    if (args.file is None) == (args.cross is None):
        print("beffroi evaluate : donnez un fichier TSV, ou --cross FICHIER.yml.", file=sys.stderr)
        return 2
    figures = _cross(args) if args.cross else _measured(args)
    print(json.dumps(figures, ensure_ascii=False) if args.json else _readable(figures))
    return 0


def _cross(args: argparse.Namespace) -> dict[str, Any]:
    from nlu.crossing import cross

    with _readable_file(args.cross):
        return cross(args.cross, folds=args.folds, seed=args.seed, typos=args.typos)


def _measured(args: argparse.Namespace) -> dict[str, Any]:
    from nlu.examples import read_tsv

    with _readable_file(args.file):
        rows = read_tsv(args.file)
    from beffroi import building

    figures: dict[str, Any] = {}

    async def work() -> int:
        figures.update(await _understood(rows, args))
        return 0

    with contextlib.redirect_stdout(sys.stderr):
        building.run(work())
    return figures


async def _understood(rows: list[Any], args: argparse.Namespace) -> dict[str, Any]:
    """Parse each row with the model in service, and measure."""
    from beffroi import building
    from bot.clock import fixed_at, system_clock
    from nlu.evaluation import evaluate, parsed

    clock = fixed_at(args.today) if args.today else system_clock
    async with building.opened(building.settings(), clock=clock) as house:
        await building.load_model(house)
        engine = house.engines.current
        assert engine is not None
        understood = [parsed(await engine.parse(row.text, house.in_force())) for row in rows]
    return evaluate(rows, understood)


@contextlib.contextmanager
def _readable_file(path: Path) -> Any:
    try:
        yield
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(say("unreadable", file=path)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Failure(f"{path} : {error}") from error


def _readable(figures: dict[str, Any]) -> str:
    """The figures, one a line, without the lists."""
    return "\n".join(f"{name:16} {value}" for name, value in figures.items() if name not in {"per_intent", "errors"})
