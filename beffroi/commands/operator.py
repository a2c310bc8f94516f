"""Makes the accounts of the console from the terminal."""

import argparse
import asyncio
import getpass
import secrets
import sys

from beffroi.failure import Failure
from beffroi.said import say

NAME = "operator"


def arguments(parser: argparse.ArgumentParser) -> None:
    """`add`, a name, `--role` once or more, `--email` and `--password-stdin`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add")
    add.add_argument("name")
    add.add_argument(
        "--role", action="append", required=True, metavar=say("operator.metavar"),
    )  # fmt: skip
    add.add_argument("--email")
    add.add_argument("--password-stdin", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Add an operator of the console, whose password is asked, read, or drawn and printed. Raises Failure."""
    return asyncio.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    from beffroi import building
    from bot.store.audit import Act
    from console import operators

    password, shown = _password(args)
    async with building.opened(building.settings()) as house, house.database.write() as connection:
        act = Act("cli", house.clock(), "beffroi operator add")
        try:
            await operators.add(connection, args.name, args.role, act, password=password, email=args.email)
        except operators.BadAccount as error:
            raise Failure(say(f"operator.{error.args[0]}")) from error
    print(say("operator.made", name=args.name))
    if shown:
        print(say("operator.password", password=password))
    return 0


def _password(args: argparse.Namespace) -> tuple[str, bool]:
    """Return a password and whether it was made here: asked on a terminal, read from a pipe, or drawn."""
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\n"), False
    if sys.stdin.isatty():
        given = getpass.getpass(f"{say('operator.asked')} ")
        if given:
            return given, False
    return secrets.token_urlsafe(12), True
