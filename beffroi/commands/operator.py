"""Makes the accounts of the console from the terminal."""

import argparse
import asyncio
import getpass
import secrets
import sys

from beffroi.failure import Failure

NAME = "operator"
HELP = "crée un compte de la console"
WHY = {
    "name": "donnez un nom de 1 à 64 caractères.",
    "taken": "ce nom est déjà pris.",
    "short": "le mot de passe doit avoir au moins 12 caractères.",
    "role": "rôles possibles : lecteur, annotateur, relecteur, publieur, administrateur, DPO, ou tous (tous sauf DPO).",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="ajoute un opérateur")
    add.add_argument("name", help="son nom")
    add.add_argument(
        "--role", action="append", required=True, metavar="RÔLE",
        help="lecteur, annotateur, relecteur, publieur, administrateur, DPO, ou tous (tous sauf DPO) ; répétable",
    )  # fmt: skip
    add.add_argument("--email", help="pour les alertes")
    add.add_argument("--password-stdin", action="store_true", help="lit le mot de passe sur l'entrée standard")


def run(args: argparse.Namespace) -> int:
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
            raise Failure(WHY[str(error.args[0])]) from error
    print(f"Compte « {args.name} » créé.")
    if shown:
        print(f"Mot de passe, montré cette seule fois : {password}")
    return 0


def _password(args: argparse.Namespace) -> tuple[str, bool]:
    """Return a password and whether it was made here: asked on a terminal, read from a pipe, or drawn."""
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\n"), False
    if sys.stdin.isatty():
        given = getpass.getpass("Mot de passe (vide : en tirer un) : ")
        if given:
            return given, False
    return secrets.token_urlsafe(12), True
