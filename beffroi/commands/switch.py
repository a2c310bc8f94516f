"""Stops or starts the assistant for everybody, and shows or hides the dated emergency banner."""

import argparse
import asyncio
from datetime import datetime

from beffroi.failure import Failure
from beffroi.said import say

NAME = "switch"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to switch, who does and why; the text and the end of a banner."""
    parser.add_argument("what", choices=["stop", "start", "banner", "no-banner"])
    parser.add_argument("--author", required=True)
    parser.add_argument("--comment", required=True)
    parser.add_argument("--text")
    parser.add_argument("--until", metavar="AAAA-MM-JJTHH:MM")


def run(args: argparse.Namespace) -> int:
    """Turn the assistant on or off, or show a banner, in every worker. Raises Failure."""
    if args.what == "banner" and not (args.text and args.until):
        raise Failure(say("switch.needs"))
    asyncio.run(_run(args))
    print(say(f"switch.{args.what}"))
    return 0


async def _run(args: argparse.Namespace) -> None:
    from beffroi import building
    from bot.clock import PARIS
    from bot.desk import switching
    from bot.running.switches import Banner

    who = {"author": args.author, "comment": args.comment}
    async with building.opened(building.settings()) as house:
        if args.what == "stop":
            await switching.stop_assistant(house, **who)
        elif args.what == "start":
            await switching.start_assistant(house, **who)
        elif args.what == "no-banner":
            await switching.hide_banner(house, **who)
        else:
            until = _instant(args.until).replace(tzinfo=PARIS)
            await switching.show_banner(house, Banner(args.text, house.clock(), until), **who)


def _instant(given: str) -> datetime:
    try:
        return datetime.fromisoformat(given)
    except ValueError as error:
        raise Failure(say("switch.date", given=given)) from error
