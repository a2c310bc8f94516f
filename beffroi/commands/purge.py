"""Deletes what is past its retention period, and says what the archives must be asked first."""

import argparse

NAME = "purge"
HELP = "efface ce qui a dépassé sa durée de conservation"


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace) -> int:
    from beffroi import building

    return building.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    from beffroi import building
    from bot.keeping.purge import purge

    async with building.opened(building.settings()) as house:
        counts = await purge(house)
    left = ", ".join(f"{table} {count}" for table, count in sorted(counts.items())) or "rien à effacer"
    print(f"Effacé : {left}.")
    print("Le bordereau d'élimination à faire viser par les archives est dans docs/conformite/elimination.md.")
    return 0
