"""The command `beffroi`: finds each command in beffroi/commands and turns failures into one sentence."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

from beffroi import commands, logs
from beffroi.failure import Failure
from beffroi.helped import PROGRAM, Parser
from beffroi.said import say
from bot import project
from bot.engine import standin
from bot.engine.trainer import TrainingFailed
from bot.running.settled import hurry
from bot.settings.values import BadSetting
from bot.store.database import DatabaseUnavailable
from bot.store.models import ModelUnusable
from region.problems import DataError

DESCRIPTION = say("program")
FORESEEN = (Failure, BadSetting, DatabaseUnavailable, ModelUnusable, TrainingFailed, DataError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 done, 1 a foreseen failure, 2 wrong arguments."""
    try:
        logs.configure(os.environ)
    except BadSetting as error:
        print(f"beffroi : {error}", file=sys.stderr)
        return 1
    os.umask(0o077)  # what people wrote is for the service's own account
    given = list(sys.argv[1:] if arguments is None else arguments)
    answering = given[:1] in (["serve"], ["ask"])
    if answering or given[:1] == ["answers-report"]:
        # One message is too small for two threads: waiting for each other they doubled the processor time of a turn.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if answering:
        hurry()
    if given[:1] != ["rasa"]:
        standin.spare_unused(config=project.CONFIG if answering else None)
    parser = Parser(prog=PROGRAM, description=DESCRIPTION)
    actions = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    for module in _modules(given):
        sub = actions.add_parser(module.NAME)
        module.arguments(sub)
        sub.set_defaults(run=module.run)
    args = parser.parse_args(given)
    try:
        return int(args.run(args) or 0)
    except FORESEEN as error:
        print(f"beffroi : {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


def _modules(given: Sequence[str]) -> list[ModuleType]:
    """Return the module of the command that is asked for, or all of them for the help."""
    names = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    wanted = given[0].replace("-", "_") if given else ""
    chosen = [wanted] if wanted in names else names
    return [importlib.import_module(f"beffroi.commands.{name}") for name in chosen]
