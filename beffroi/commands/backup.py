"""Copies the whole database to one file, models included."""

import argparse
from pathlib import Path

NAME = "backup"


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--folder`, that of the data otherwise."""
    parser.add_argument("--folder", type=Path)


def run(args: argparse.Namespace) -> int:
    """Write a backup and print where it is. Raises Failure when it cannot be written."""
    from beffroi import building

    return building.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    from beffroi import building
    from beffroi.failure import Failure
    from bot.keeping.backup import BackupUnwritten, backup

    settings = building.settings()
    async with building.opened(settings) as house:
        try:
            file = await backup(house, args.folder or settings.data_dir / "backups")
        except BackupUnwritten as error:
            raise Failure(str(error)) from error
    print(f"Sauvegarde : {file}")
    return 0
