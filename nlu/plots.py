"""Draws what an evaluation shows: confused pairs, reliability, confidence; each picture has its table as CSV."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nlu.evaluation import BINS, Parsed
from nlu.examples import Row

SHOWN = 25


def plot(rows: Sequence[Row], understood: Sequence[Parsed], *, folder: Path) -> list[Path]:
    """Write confusions, reliability and confidence as PNG and CSV in `folder`; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    right = np.array([each.intent == row.intent for row, each in zip(rows, understood, strict=True)])
    confidence = np.array([each.confidence for each in understood])
    return [
        *_confusions(rows, understood, folder),
        *_reliability(confidence, right, folder),
        *_confidence(confidence, right, folder),
    ]


def _confusions(rows: Sequence[Row], understood: Sequence[Parsed], folder: Path) -> list[Path]:
    pairs = Counter(
        (row.intent, each.intent or "") for row, each in zip(rows, understood, strict=True) if row.intent != each.intent
    )
    table = [(expected, guessed, count) for (expected, guessed), count in pairs.most_common()]
    figure, axes = _figure("Intentions confondues", "nombre de phrases", height=max(2.0, 0.3 * min(len(table), SHOWN)))
    names = [f"{expected} → {guessed}" for expected, guessed, _ in table[:SHOWN]]
    axes.barh(names[::-1], [count for _, _, count in table[:SHOWN]][::-1], color="#1f5fa8")
    return [
        _saved(figure, folder / "confusions.png"),
        _csv(folder / "confusions.csv", ("attendue", "comprise", "phrases"), table),
    ]


def _reliability(confidence: np.ndarray, right: np.ndarray, folder: Path) -> list[Path]:
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    table = [_bin(each, confidence[bins == each], right[bins == each]) for each in sorted(set(bins.tolist()))]
    figure, axes = _figure("Fiabilité de la confiance", "confiance annoncée")
    axes.plot([0, 1], [0, 1], color="#999999", linestyle="--", label="parfaite")
    axes.plot([row[1] for row in table], [row[2] for row in table], marker="o", color="#1f5fa8", label="mesurée")
    axes.set_ylabel("part de réponses justes")
    axes.legend()
    header = ("tranche", "confiance moyenne", "part juste", "phrases")
    return [_saved(figure, folder / "reliability.png"), _csv(folder / "reliability.csv", header, table)]


def _bin(place: int, confidence: np.ndarray, right: np.ndarray) -> tuple[str, float, float, int]:
    label = f"{place / BINS:.1f}–{(place + 1) / BINS:.1f}"
    return label, round(float(confidence.mean()), 4), round(float(right.mean()), 4), len(right)


def _confidence(confidence: np.ndarray, right: np.ndarray, folder: Path) -> list[Path]:
    edges = np.linspace(0, 1, BINS + 1)
    figure, axes = _figure("Confiance des réponses", "confiance annoncée")
    axes.hist(
        [confidence[right], confidence[~right]],
        bins=edges.tolist(),
        stacked=True,
        color=["#1f5fa8", "#c2571a"],
        label=["justes", "fausses"],
    )
    axes.set_ylabel("phrases")
    axes.legend()
    counts = zip(
        edges, np.histogram(confidence[right], edges)[0], np.histogram(confidence[~right], edges)[0], strict=False
    )
    table = [(round(float(start), 1), int(good), int(bad)) for start, good, bad in counts]
    return [
        _saved(figure, folder / "confidence.png"),
        _csv(folder / "confidence.csv", ("à partir de", "justes", "fausses"), table),
    ]


def _figure(title: str, label: str, *, height: float = 4.0) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, height), layout="constrained")
    axes = figure.subplots()
    axes.set_title(title)
    axes.set_xlabel(label)
    return figure, axes


def _saved(figure: Any, path: Path) -> Path:
    figure.savefig(path, dpi=110)
    return path


def _csv(path: Path, header: Sequence[str], table: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(table)
    return path
