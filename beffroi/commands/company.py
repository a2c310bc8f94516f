"""Reads what the public register says of a company, from its SIREN or SIRET."""

import argparse
import asyncio
import json
import os

from beffroi.failure import Failure
from bot.settings import Settings
from region import facts, register, territory
from region.adapters.company_api import CompanyApi
from region.register import Company, RegisterError

NAME = "company"
HELP = "lit les données publiques d'une entreprise d'après son SIREN, son SIRET ou son numéro de TVA"
SHOWN = ("commune", "headcount", "turnover", "naf", "legal_form")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="SIREN_OU_SIRET", help="9 ou 14 chiffres, ou FR et 11 caractères")
    parser.add_argument("--json", action="store_true", help="les faits en JSON")


def run(args: argparse.Namespace) -> int:
    try:
        company = asyncio.run(_found(register.siren_of(args.number)))
    except RegisterError as error:
        raise Failure(str(error)) from error
    print(json.dumps(company.to_dict(), ensure_ascii=False) if args.json else _readable(company))
    return 0


async def _found(siren: str) -> Company:
    api = CompanyApi(Settings.read(os.environ).company_api_url)
    try:
        return await api.find(siren)
    finally:
        await api.close()


def _readable(company: Company) -> str:
    stated = facts.stated(company.facts())
    years = {"headcount": company.headcount_year, "turnover": company.turnover_year}
    lines = [f"{company.name or 'Entreprise individuelle (nom non affiché)'}, SIREN {company.siren}"]
    if company.closed:
        lines.append(f"Entreprise fermée{f' depuis le {company.closed_on}' if company.closed_on else ''}.")
    for name in SHOWN:
        said = "inconnu"
        if name in stated:
            said = facts.of_year(name, stated[name], years.get(name), gazetteer=territory.built_in())
        lines.append(f"  {facts.label(name)} : {said}")
    return "\n".join(lines)
