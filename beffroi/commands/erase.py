"""Erases everything kept of one person on a channel, and prints the receipt."""

import argparse

NAME = "erase"
HELP = "efface tout ce qui est gardé d'une personne"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sender", metavar="SENDER", help="l'identifiant de la personne sur son canal")
    parser.add_argument("--channel", default="cli", help="web, telegram, rest ou cli")


def run(args: argparse.Namespace) -> int:
    from beffroi import building

    return building.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    from beffroi import building
    from bot.keeping import rights

    async with building.opened(building.settings()) as house:
        receipt = await rights.erase(house, args.channel, args.sender)
    print(f"Effacé : {receipt.total} éléments. Reçu n° {receipt.number}.")
    return 0
