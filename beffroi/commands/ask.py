"""Asks the assistant a question from the terminal, or a file of them, through the same turn as every channel."""

import argparse
import contextlib
import json
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beffroi.failure import Failure
from beffroi.said import say

if TYPE_CHECKING:
    from bot.house import House
    from bot.turn import Turn

NAME = "ask"


@dataclass(frozen=True)
class Question:
    """A text and the person who asks it."""

    sender: str
    text: str


def arguments(parser: argparse.ArgumentParser) -> None:
    """A question or `--batch`, `--sender`, `--json`, `--today`."""
    parser.add_argument("text", nargs="?")
    parser.add_argument("--sender")
    parser.add_argument("--batch", type=Path, metavar="FICHIER")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--today", type=date.fromisoformat, metavar="AAAA-MM-JJ")


def run(args: argparse.Namespace) -> int:
    """Answer on standard output; the first notice goes to standard error."""
    if (args.text is None) == (args.batch is None):
        print("beffroi ask : donnez une question, ou --batch FICHIER.", file=sys.stderr)
        return 2
    from beffroi import building

    return building.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    from beffroi import building
    from bot.clock import fixed_at, system_clock
    from bot.running.settled import settle
    from learning.answers import in_force

    clock = fixed_at(args.today) if args.today else system_clock
    questions = list(_batch(args.batch)) if args.batch else [Question(args.sender or uuid.uuid4().hex, args.text)]
    with contextlib.redirect_stdout(sys.stderr):
        async with building.opened(building.settings(), clock=clock) as house:
            await building.load_model(house)
            await in_force.apply(house)
            settle()
            await _answered(house, questions, args)
    return 0


async def _answered(house: "House", questions: list[Question], args: argparse.Namespace) -> None:
    from bot.store.conversations import Incoming
    from bot.turn import take

    prefix = f"{uuid.uuid4().hex}-" if args.batch else ""
    for question in questions:
        turn = await take(house, Incoming("cli", prefix + question.sender, question.text))
        _print(turn, as_json=args.json)
    if args.batch or not args.sender:
        await _forgotten(house, {prefix + question.sender for question in questions})


async def _forgotten(house: "House", senders: Iterable[str]) -> None:
    from bot.store import conversations

    async with house.database.write() as connection:
        for sender in senders:
            await connection.run_sync(conversations.forget, "cli", sender)


def _batch(file: Path) -> Iterator[Question]:
    """Read the lines of a batch; Failure names the line that cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(say("unreadable_because", file=file, error=error)) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _question(line, f"{file}, ligne {number}")


def _question(line: str, place: str) -> Question:
    try:
        value: Any = json.loads(line)
        return Question(str(value.get("sender", "batch")), _text(value["text"]))
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise Failure(f'{place} : il faut un objet {{"sender", "text"}} en JSON.') from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _print(turn: "Turn", *, as_json: bool) -> None:
    if turn.reply.notice:
        print(turn.reply.notice, file=sys.stderr)
    if as_json:
        print(json.dumps(turn.reply.to_dict(), ensure_ascii=False), file=sys.__stdout__, flush=True)
        return
    for message in turn.reply.messages:
        print(message.text, file=sys.__stdout__)
        for source in message.sources:
            print(
                f"  Source : {source.title} ({source.date_label}, {source.kind}) {source.url or ''}",
                file=sys.__stdout__,
            )
        for button in message.buttons:
            print(f"  [{button.title}]", file=sys.__stdout__)
