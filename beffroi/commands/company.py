"""Reads what the public register says of a company, from its SIREN or SIRET."""

import argparse
import asyncio
import json
import os

from beffroi.failure import Failure
from beffroi.said import say
from bot.settings import Settings
from region import company_numbers, facts, territory
from region.adapters.company_api import CompanyApi
from region.register import Company, RegisterError

NAME = "company"
SHOWN = ("commune", "headcount", "turnover", "naf", "legal_form")


def arguments(parser: argparse.ArgumentParser) -> None:
    """A SIREN or a SIRET, `--json`."""
    parser.add_argument("number", metavar="SIREN_OU_SIRET")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print what the public register says of a company. Raises Failure."""
    try:
        company = asyncio.run(_found(company_numbers.siren_of(args.number)))
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
    lines = [say("company.named", name=company.name or say("company.unnamed"), siren=company.siren)]
    if company.closed:
        day = company.closed_on
        lines.append(say("company.closed_since", day=day) if day else say("company.closed"))
    for name in SHOWN:
        said = "inconnu"
        if name in stated:
            said = facts.of_year(name, stated[name], years.get(name), gazetteer=territory.built_in())
        lines.append(f"  {facts.label(name)} : {said}")
    return "\n".join(lines)
