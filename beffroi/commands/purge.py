"""Deletes what is past its retention period, and says what the archives must be asked first."""

import argparse

from beffroi.said import say

NAME = "purge"


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: what leaves, and when, is in the settings."""


def run(args: argparse.Namespace) -> int:
    """Forget what has been kept long enough, and print the counts."""
    from beffroi import building

    return building.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    from beffroi import building
    from bot.keeping.purge import purge

    async with building.opened(building.settings()) as house:
        counts = await purge(house)
    left = ", ".join(f"{table} {count}" for table, count in sorted(counts.items())) or say("purge.nothing")
    print(say("purge.done", left=left))
    print(say("purge.slip"))
    return 0
