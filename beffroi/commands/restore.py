"""Replaces the whole database by a backup; what was erased since is erased again."""

import argparse
from pathlib import Path

NAME = "restore"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file to read."""
    parser.add_argument("file", type=Path, metavar="FICHIER")


def run(args: argparse.Namespace) -> int:
    """Replace what is kept by a backup. Raises Failure when it cannot be read."""
    from beffroi import building

    return building.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    from beffroi import building
    from beffroi.failure import Failure
    from bot.keeping.backup import BackupUnreadable
    from bot.keeping.restoring import restore

    async with building.opened(building.settings()) as house:
        try:
            counts = await restore(house, args.file)
        except BackupUnreadable as error:
            raise Failure(str(error)) from error
    print("Remis en place : " + ", ".join(f"{table} {count}" for table, count in counts.items() if count) + ".")
    return 0
