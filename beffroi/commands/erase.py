"""Erases everything kept of one person on a channel, and prints the receipt."""

import argparse

from beffroi.said import say

NAME = "erase"


def arguments(parser: argparse.ArgumentParser) -> None:
    """A sender, and `--channel`."""
    parser.add_argument("sender", metavar="SENDER")
    parser.add_argument("--channel", default="cli")


def run(args: argparse.Namespace) -> int:
    """Erase a person on a channel, and print the receipt."""
    from beffroi import building

    return building.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    from beffroi import building
    from bot.keeping import rights

    async with building.opened(building.settings()) as house:
        receipt = await rights.erase(house, args.channel, args.sender)
    print(say("erased", total=receipt.total, number=receipt.number))
    return 0
