"""Prints the figures of docs/nlu.md again: outside corpora, our exam, training time, speed and size."""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beffroi.said import say

if TYPE_CHECKING:
    from bot.engine.engine import Engine
    from region.in_force import InForce

NAME = "nlu-report"
ROOT = Path(__file__).parents[2]
EXAM_DAY = date(2026, 11, 25)
TYPOS = 0.3
LONG = 1_000  # characters, the most a message may have


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where the corpora are, `--errors`, `--plots`, `--only`."""
    parser.add_argument("--shared", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--errors", type=Path, metavar="FICHIER")
    parser.add_argument("--only", choices=["cross", "exam"])


def run(args: argparse.Namespace) -> int:
    """Print the figures of the outside corpora, then of the exam."""
    if args.only != "exam":
        _cross(args.shared / "nlu_public")
    if args.only != "cross":
        asyncio.run(_exam(args))
    return 0


def _cross(folder: Path) -> None:
    """Cross-validate on each outside corpus, without and with typing errors."""
    from nlu.crossing import cross

    corpora = sorted(folder.glob("*.yml"))
    if not corpora:
        print(f"corpus publics : absents ({folder})")
        return
    for typos in (None, TYPOS):
        figures = [cross(corpus, typos=typos) for corpus in corpora]
        named = "  ".join(
            f"{corpus.stem} {each['accuracy']:.3f}" for corpus, each in zip(corpora, figures, strict=True)
        )
        mean = statistics.mean(each["accuracy"] for each in figures)
        print(f"corpus publics{f', fautes {typos}' if typos else ''} : {named}  moyenne {mean:.4f}", flush=True)


def _long_messages(texts: list[str], *, count: int = 60) -> list[str]:
    """Return messages of LONG characters, each made of other sentences."""
    said = " ".join(texts)
    return [said[start : start + LONG] for start in range(0, len(said) - LONG, len(said) // count)][:count]


async def _timed(engine: "Engine", region: "InForce", text: str) -> tuple[dict[str, Any], float]:
    """Return what is understood of a text, and the milliseconds it took."""
    started = time.perf_counter()
    said = await engine.parse(text, region)
    return said, 1000 * (time.perf_counter() - started)


async def _exam(args: argparse.Namespace) -> None:
    from bot.engine import standin

    standin.install()
    from bot.engine import training
    from bot.engine.engine import Engine
    from nlu.courtesy import COURTEOUS
    from nlu.evaluation import evaluate, parsed
    from nlu.examples import read_nlu, read_tsv

    rows = read_nlu(sorted((ROOT / "nlu/exam").glob("*.yml")))
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "model.tar.gz"
        seconds = training.train(archive, [ROOT / "nlu/data", ROOT / "stories"], progress=lambda *_: None)
        size = archive.stat().st_size / 1e6
        engine = Engine(archive)
        region = _region(args.shared / "geo/communes_hdf.csv")  # as in service: known to the engine, not to the model
        read = [await _timed(engine, region, row.text) for row in rows]
        long = [await _timed(engine, region, text) for text in _long_messages([row.text for row in rows])]
        asking = [row for row in rows if row.intent not in COURTEOUS]
        polite = [await _timed(engine, region, say("report.polite", text=row.text)) for row in asking]
        apart = {name: read_tsv(ROOT / f"nlu/exam/{name}.tsv") for name in ("hard", "negatives")}
        heard = {
            name: [parsed((await _timed(engine, region, row.text))[0]) for row in each] for name, each in apart.items()
        }
    understood, times = [parsed(said) for said, _ in read], [taken for _, taken in read]
    figures = evaluate(rows, understood)
    print(say("report.training", seconds=seconds, size=size, communes=len(region.gazetteer.communes)))
    print(
        say(
            "report.speed",
            median=statistics.median(times),
            most=sorted(times)[len(times) * 95 // 100],
            characters=LONG,
            long=statistics.median(taken for _, taken in long),
        )
    )
    _print_exam(figures)
    for name, each in apart.items():
        print(_in_a_line(name, evaluate(each, heard[name])))
    kept = [parsed(said).intent == row.intent for row, (said, _) in zip(asking, polite, strict=True)]
    print(f"entre deux politesses : n {len(kept)}  accuracy {statistics.mean(kept):.4f}")
    if args.errors:
        args.errors.write_text(json.dumps(figures["errors"], ensure_ascii=False, indent=1), encoding="utf-8")


def _print_exam(figures: dict[str, Any]) -> None:
    print(_in_a_line("examen", figures))
    weakest = sorted(figures["per_intent"].items(), key=lambda each: float(each[1]["f1"]))[:8]
    print("les plus faibles : " + "  ".join(f"{name} {scores['f1']:.2f}" for name, scores in weakest))


def _in_a_line(name: str, figures: dict[str, Any]) -> str:
    named = ("n", "accuracy", "macro_f1", "top3", "ece", "entity_f1", "oos")
    return f"{name} : " + "  ".join(f"{each} {figures[each]}" for each in named)


def _region(communes: Path) -> "InForce":
    """Return what is in force on the day of the exam, with all the communes where their list is at hand."""
    from region import in_force
    from region.adapters.communes_csv import read_csv
    from region.territory import Gazetteer

    region = in_force.read(today=EXAM_DAY)
    return replace(region, gazetteer=Gazetteer(read_csv(communes))) if communes.exists() else region
