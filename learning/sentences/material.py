"""Everything a training reads: sentences with operators' changes, stories, and the intents operators added."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot import project
from bot.store.database import Database
from learning.sentences import changes, files, intents

RULES, DOMAIN, ADDED = "added-rules.yml", "domain", "added.yml"
VERSION = "3.1"
ANSWER = "action_answer"


@dataclass(frozen=True)
class Material:
    """Training files (sentences and rules), and the folder of the domain."""

    files: Sequence[Path]
    domain: Path


async def write(database: Database, folder: Path) -> Material:
    """Write under `folder` what a training reads; what nobody changed is read where it is."""
    shutil.rmtree(folder, ignore_errors=True)
    written = await changes.write_files(database, folder / "nlu")
    added = _added(written)
    if not added:
        return Material(written, project.DOMAIN)
    shutil.copytree(project.DOMAIN, folder / DOMAIN)
    _dump(folder / DOMAIN / ADDED, {"version": VERSION, "intents": added})
    _dump(folder / RULES, {"version": VERSION, "rules": [_rule(name) for name in added]})
    return Material([*written, folder / RULES], folder / DOMAIN)


def _added(written: Iterable[Path]) -> list[str]:
    """Return the intents of the sentences that nothing else knows: an operator added them."""
    contents = {file.name: file.read_text(encoding="utf-8") for file in written if file.is_file()}
    return sorted({example.intent for example in files.examples(contents)} - intents.known().keys())


def _rule(intent: str) -> dict[str, object]:
    return {"rule": intent, "steps": [{"intent": intent}, {"action": ANSWER}]}


def _dump(file: Path, value: object) -> None:
    file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
