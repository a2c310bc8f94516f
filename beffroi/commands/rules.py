"""The rules of every aid for other programs: publicodes, or their figures as OpenFisca publishes parameters."""

import argparse
import json

import yaml

from region import parameters, publicodes
from region.catalogue import load

NAME = "rules"
PUBLICODES, PARAMETERS = "publicodes", "parameters"


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--format` and `--json`."""
    parser.add_argument("--format", choices=(PUBLICODES, PARAMETERS), default=PUBLICODES)
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the rules of every aid."""
    catalogue = load()
    programmes = [catalogue.programmes[slug] for slug in sorted(catalogue.programmes)]
    if args.format == PARAMETERS:
        print(json.dumps(parameters.parameters(programmes), ensure_ascii=False, indent=1))
        return 0
    published = publicodes.rules(programmes, departements=catalogue.service.departements)
    if args.json:
        print(json.dumps(published, ensure_ascii=False, indent=1))
    else:
        print(yaml.safe_dump(published, allow_unicode=True, sort_keys=False, width=120), end="")
    return 0
