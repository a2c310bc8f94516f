"""Teaches the assistant from the terminal: the next messages to label, a label, the export to the files."""

import argparse
import asyncio
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from beffroi.failure import Failure
from beffroi.said import say

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

    from bot.house import House

NAME = "learning"


def arguments(parser: argparse.ArgumentParser) -> None:
    """An action (next, label, export) with its own."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    shown = actions.add_parser("next")
    shown.add_argument("--count", type=int, default=1, metavar="N")
    label = actions.add_parser("label")
    label.add_argument("message", type=int)
    label.add_argument("intent")
    label.add_argument("--group", action="store_true")
    label.add_argument("--impersonal", action="store_true")
    exported = actions.add_parser("export")
    for each in (label, exported):
        each.add_argument("--author", default="cli")
        each.add_argument("--comment", default="")
    for each in (shown, label, exported):
        each.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Carry out one step of teaching from the terminal."""
    return asyncio.run(_run(args))


async def _run(args: argparse.Namespace) -> int:
    from beffroi import building

    async with building.opened(building.settings()) as house:
        await ACTIONS[args.action](house, args)
    return 0


async def _next(house: "House", args: argparse.Namespace) -> None:
    from learning.inbox import candidates, collecting
    from learning.sentences import current

    async with house.database.read() as connection:
        known = await current.known_keys(connection)
    await collecting.collect(house.database, telegram=house.settings.telegram_training, now=house.clock(), known=known)
    async with house.database.read() as connection:
        found = await candidates.next_ones(connection, count=args.count)
    for each in found:
        _print(args, {
            "id": each.id, "text": each.text, "reason": each.reason, "group": each.size,
            "ranking": [{"name": name, "confidence": score} for name, score in each.ranking[:3]],
        })  # fmt: skip
    if not found and not args.json:
        print(say("learning.nothing"))


async def _label(house: "House", args: argparse.Namespace) -> None:
    from bot.store.audit import Act
    from learning.inbox import candidates, labels
    from learning.sentences import intents
    from learning.sentences.texts import doubtful

    act = Act(args.author, house.clock(), args.comment)
    async with house.database.write() as connection:
        candidate = await candidates.find(connection, args.message)
        if candidate is None:
            raise Failure(say("learning.no_message", number=args.message))
        known = {*intents.known(), *(await _added(connection))}
        if args.intent not in known:
            raise Failure(say("learning.no_intent", intent=args.intent))
        chosen = await candidates.in_group(connection, candidate.group_id) if args.group else [candidate]
        impersonal = args.impersonal or not any(doubtful(each.text) for each in chosen)
        made = await labels.put(connection, chosen, args.intent, act, impersonal=impersonal)
    _print(args, {"labels": made, "intent": args.intent, "trained_on": impersonal})
    if not impersonal and not args.json:
        print(say("learning.personal"))


async def _added(connection: "AsyncConnection") -> set[str]:
    from learning.sentences import current

    return {each.intent for each in await current.examples(connection)}


async def _export(house: "House", args: argparse.Namespace) -> None:
    from bot.store.audit import Act
    from console import proposals
    from learning.answers import in_force
    from learning.export import everything
    from learning.sentences import intents
    from region.files import pack_dir

    await in_force.apply(house)
    async with house.database.read() as connection:
        added = {name: intents.label(name) for name in await proposals.accepted_intents(connection)}
        waiting = sum(each.kind == proposals.INTENT for each in await proposals.open_(connection))
    act = Act(args.author, house.clock(), args.comment)
    done = await everything.export(house, act, everything.Places(pack_dir()), added=added, waiting=waiting)
    for name, lines in done.files.items():
        _print(args, {"file": name, "lines": lines})
    for each in done.left:
        if args.json:
            _print(args, each)
        else:
            names = f" ({', '.join(each['names'])})" if each["names"] else ""
            print(say(f"learning.left.{each['left']}", count=each["count"], names=names))
    if not done.files and not args.json:
        print(say("learning.exported"))


def _print(args: argparse.Namespace, value: Mapping[str, Any]) -> None:
    if args.json:
        print(json.dumps(value, ensure_ascii=False))
        return
    print(" · ".join(f"{name} : {_said(each)}" for name, each in value.items()))


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_said(each) for each in value)
    if isinstance(value, dict):
        return f"{value['name']} ({value['confidence']:.2f})"
    return str(value)


ACTIONS = {"next": _next, "label": _label, "export": _export}
