"""Trains a model on the sentences of the repository and what operators taught, and puts it in service."""

import argparse
import json
import sys

from beffroi.said import say
from region import formats

NAME = "train"


def arguments(parser: argparse.ArgumentParser) -> None:
    """`--json` and `--if-missing`."""
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--if-missing", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Train, keep the model and put it in service; `--if-missing` leaves the one in service."""
    from beffroi import building
    from bot.store import models

    async def train() -> int:
        settings = building.settings()
        async with building.opened(settings) as house:
            known = await models.in_service(house.database) if args.if_missing else None
            version = known or await building.train(house, comment="beffroi train")
            found = None if known and known.figures else await building.examined(house, version.sha256)
        path = settings.models_dir / version.sha256 / "model.tar.gz"
        if args.json:
            print(json.dumps({"version": version.sha256, "path": str(path), "seconds": version.seconds}))
        else:
            print(say("trained", version=version.sha256[:12], seconds=version.seconds, path=path))
            if found:
                print(
                    say(
                        "examined",
                        right=formats.percent(round(100 * found["figures"]["all"], 1)),
                        count=found["questions"],
                    )
                )
            elif not (known and known.figures):
                print(say("not_examined"), file=sys.stderr)
        return 0

    return building.run(train())
