"""Measures the answers on questions written apart: facts, what nobody knows, double questions, other subjects."""

import argparse
import asyncio
import json
import statistics
import time
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beffroi.said import say
from nlu.scope import CONVERSATION, OUT

if TYPE_CHECKING:
    from bot.engine.engine import Engine
    from bot.replies import Reply
    from region.in_force import InForce

NAME = "answers-report"
ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Case:
    """One question and its reply: whether what was wanted is said, and whether something wrong is."""

    row: Mapping[str, Any]
    reply: "Reply"
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether what was wanted is said, and nothing wrong."""
        said = folded(self.reply)
        wanted = self.row.get("must_contain_all_of") or [
            self.row["must_contain_any"],
            self.row.get("also_contain_any") or [""],
        ]
        if self.row["kind"] == "outside" and not wanted[0]:
            return self.refused
        return all(any(fold(each) in said for each in parts) for parts in wanted) and not self.forbidden

    @property
    def refused(self) -> bool:
        """Whether nothing of ours is told: no record, no choice of questions, no check opened."""
        understood = self.reply.understanding
        return not (self.reply.record or understood.ambiguous) and understood.name in CONVERSATION | {OUT}

    @property
    def forbidden(self) -> bool:
        """Whether the reply says what it must not."""
        return any(fold(each) in folded(self.reply) for each in self.row.get("must_not_contain") or ())

    @property
    def assured(self) -> bool:
        """Whether a record is told as the answer, without doubt or refusal."""
        return "unknown" not in self.how and self.reply.understanding.name != "out_of_scope"

    @property
    def how(self) -> str:
        """How it was understood and answered: « intent → kind record »."""
        understood = self.reply.understanding
        record = (self.reply.record or {}).get("id", "–")
        return f"{understood.name}{' ?' if understood.ambiguous else ''} → {self.reply.chosen or '–'} {record}"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file of questions, `--model`, `--missed`, `--json`."""
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "tests/data/answers/apart.jsonl")
    parser.add_argument("--model", type=Path, metavar="ARCHIVE")
    parser.add_argument("--missed", type=Path, metavar="FICHIER")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Ask each question to a conversation of its own, and print the shares."""
    from bot.engine import standin

    standin.install()
    rows = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    cases = asyncio.run(_asked(rows, args.model))
    figures = measured(cases)
    print(json.dumps(figures, ensure_ascii=False) if args.json else "\n".join(_lines(figures)))
    if args.missed:
        missed = [_told(case) for case in cases if not case.right]
        args.missed.write_text("\n".join(missed) + "\n", encoding="utf-8")
    return 0


async def _asked(rows: list[dict[str, Any]], model: Path | None) -> list[Case]:
    """Ask each question to a conversation of its own."""
    from bot.engine.engine import Engine
    from region import in_force

    engine, region = Engine(model or in_service()), in_force.read(today=DAY)
    return [await _ask(engine, region, row, place) for place, row in enumerate(rows)]


async def _ask(engine: "Engine", region: "InForce", row: dict[str, Any], place: int) -> Case:
    from bot.engine.engine import Heard
    from bot.engine.memory import Memory

    started = time.perf_counter()
    answer = await engine.respond(f"measure-{place}", Memory(), Heard(row["question"]), region)
    return Case(row, answer.reply, 1000 * (time.perf_counter() - started))


def in_service() -> Path:
    """Return the archive trained last."""
    from beffroi.failure import Failure
    from bot.project import ROOT as project

    found = sorted((project / "var/models").glob("*/model.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise Failure(say("no_model"))
    return found[-1]


def measured(cases: Iterable[Case]) -> dict[str, Any]:
    """Return the figures of each kind of question."""
    kinds: dict[str, list[Case]] = {}
    for case in cases:
        kinds.setdefault(case.row["kind"], []).append(case)
    figures: dict[str, Any] = {
        kind: {"n": len(held), "right": round(statistics.mean(case.right for case in held), 4)}
        for kind, held in kinds.items()
    }
    for kind, name in (("fact", "wrong"), ("unknown", "wrong")):
        if kind in kinds:
            figures[kind][name] = round(statistics.mean(case.forbidden for case in kinds[kind]), 4)
            figures[kind]["another_record"] = round(
                statistics.mean(case.assured and not case.right for case in kinds[kind]), 4
            )
    figures["milliseconds"] = round(statistics.median(case.milliseconds for held in kinds.values() for case in held), 2)
    return figures


def _lines(figures: Mapping[str, Any]) -> Iterable[str]:
    for kind, held in figures.items():
        if isinstance(held, dict):
            yield f"{kind:8} " + "  ".join(f"{name} {value}" for name, value in held.items())
    yield say("report.answer", milliseconds=figures["milliseconds"])


def _told(case: Case) -> str:
    said = " / ".join(message.text.replace("\n", " ")[:160] for message in case.reply.messages)
    wanted = "|".join(case.row["must_contain_any"][:3])
    return f"{case.row['kind']}\t{case.row['question']}\t[{wanted}]\t{case.how}\t{said}"


def folded(reply: "Reply") -> str:
    """Return all that a reply shows: texts, buttons and sources."""
    parts = [
        [message.text, *(button.title for button in message.buttons), *(source.title for source in message.sources)]
        for message in reply.messages
    ]
    return fold(" ".join(part for each in parts for part in each))


def fold(text: str) -> str:
    """Return a text without accents, capitals or special spaces."""
    spaced = text.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")
    bare = unicodedata.normalize("NFKD", spaced).casefold()
    return "".join(each for each in bare if not unicodedata.combining(each))
