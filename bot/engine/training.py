"""Trains a model from the project's files, step by step, and tells how far it is.

Run as `python -m bot.engine.training ARCHIVE FILE…` it prints one JSON object a line: `{"step", "done", "total"}`,
then `{"archive", "seconds"}`, or `{"error"}` and exit status 1. It is a process of its own, so that a server's
memory and loop know nothing of it.
"""

import argparse
import contextlib
import json
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot import project
from bot.engine import standin

standin.install()
standin.spare_unused()  # not scikit-learn: the separator learns with it

from rasa.engine.caching import LocalTrainingCache  # noqa: E402
from rasa.engine.recipes.recipe import Recipe  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.engine.training.graph_trainer import GraphTrainer  # noqa: E402
from rasa.engine.validation import validate  # noqa: E402
from rasa.shared.data import TrainingType  # noqa: E402
from rasa.shared.exceptions import RasaException, YamlException  # noqa: E402

from bot.engine.importer import FilesImporter  # noqa: E402
from bot.engine.telling import Progress, telling  # noqa: E402
from region import in_force  # noqa: E402


class TrainingFailed(RuntimeError):
    """The files cannot make a model; `str()` says which file or component, in one sentence."""


def train(
    archive: Path,
    files: Sequence[Path],
    *,
    config: Path = project.CONFIG,
    domain: Path = project.DOMAIN,
    progress: Progress,
) -> float:
    """Train on `files` and write `archive`; return the seconds it took; raises TrainingFailed."""
    started = time.perf_counter()
    try:
        _train(archive, files, config, domain, progress)
    except (RasaException, YamlException, standin.TensorFlowAbsent, OSError, ValueError) as error:
        raise TrainingFailed(str(error)) from error
    return time.perf_counter() - started


def _train(archive: Path, files: Sequence[Path], config: Path, domain: Path, progress: Progress) -> None:
    importer = FilesImporter(str(config), str(domain), [str(file) for file in files])
    recipe = Recipe.recipe_for_name(importer.get_config().get("recipe"))
    configured, _, _ = recipe.auto_configure(importer.get_config_file_for_auto_config(), importer.get_config())
    graph = recipe.graph_config_for_recipe(configured, {}, training_type=TrainingType.BOTH, is_finetuning=False)
    for node in graph.train_schema.nodes.values():
        if standin.needs_tensorflow(node.uses):
            raise standin.TensorFlowAbsent(standin.SENTENCE.format(name=node.uses.__name__))
    validate(graph)
    archive.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        trainer = GraphTrainer(storage, LocalTrainingCache(), telling(progress))
        with in_force.for_turn(in_force.read(today=date.today())):  # sentences are prepared as messages are
            trainer.train(graph, importer, archive, force_retraining=True, is_finetuning=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and tell the progress, a line of JSON a step; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bot.engine.training")
    parser.add_argument("archive", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--config", type=Path, default=project.CONFIG)
    parser.add_argument("--domain", type=Path, default=project.DOMAIN)
    args = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    out = os.fdopen(os.dup(1), "w", buffering=1)

    def tell(**value: Any) -> None:
        print(json.dumps(value, ensure_ascii=False), file=out)

    try:
        with contextlib.redirect_stdout(sys.stderr):
            seconds = train(
                args.archive, args.files, config=args.config, domain=args.domain,
                progress=lambda step, done, total: tell(step=step, done=done, total=total),
            )  # fmt: skip
    except TrainingFailed as error:
        tell(error=str(error))
        return 1
    tell(archive=str(args.archive), seconds=round(seconds, 2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
