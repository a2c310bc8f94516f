"""Says what is wrong on this machine, and what to do about it."""

import argparse
import json
import os

NAME = "doctor"


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Look at each part and print what to mend; 1 when something stops the service."""
    from beffroi import building

    return building.run(_run(as_json=args.json))


async def _run(*, as_json: bool) -> int:
    from pathlib import Path

    from beffroi import doctor
    from region.files import read_yaml

    said = read_yaml(Path(doctor.__file__).with_name("doctor.yml"))
    wrong = 0
    async for finding in doctor.examine(os.environ):
        wrong += finding.state is doctor.State.WRONG
        sentence = said[finding.key].format_map(finding.values)
        row = {"state": finding.state, "key": finding.key, "text": sentence}
        print(json.dumps(row, ensure_ascii=False) if as_json else f"{said['marks'][finding.state]} {sentence}")
    if not as_json:
        print(said["end"]["wrong" if wrong else "good"].format(n=wrong))
    return 1 if wrong else 0
