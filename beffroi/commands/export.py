"""Prints what is kept of one person on a channel, as JSON."""

import argparse
import json

NAME = "export"


def arguments(parser: argparse.ArgumentParser) -> None:
    """A sender, and `--channel`."""
    parser.add_argument("sender", metavar="SENDER")
    parser.add_argument("--channel", default="cli")


def run(args: argparse.Namespace) -> int:
    """Print all that is kept of a person on a channel."""
    from beffroi import building

    return building.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    from beffroi import building
    from bot.keeping import copies

    async with building.opened(building.settings()) as house:
        print(json.dumps(await copies.export(house, args.channel, args.sender), ensure_ascii=False, indent=1))
    return 0
