"""Reads what pip-audit found beside the written exceptions, and says what remains, what could not be asked, what is stale."""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EXCEPTION = re.compile(r"^\| `(?P<id>[A-Z]+-[\w-]+)` \| `(?P<package>[\w.-]+)` \| (?P<reason>.+\S) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Found:
    """One known vulnerability of one locked package; `names` are all its identifiers."""

    package: str
    version: str
    names: tuple[str, ...]
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        fixed = ", ".join(self.fixed_in) or "aucune version"
        return f"{self.package} {self.version} : {' = '.join(self.names)} (corrigée dans {fixed})"


@dataclass(frozen=True)
class Report:
    """What is not excepted, what is, what nobody could ask about, and the exceptions that are of no use any more."""

    remaining: tuple[Found, ...]
    excepted: tuple[Found, ...]
    unasked: tuple[str, ...]
    stale: tuple[str, ...]

    @property
    def status(self) -> int:
        """0 nothing remains; 1 something does, or an exception is stale; 2 the question got no answer."""
        if self.remaining:
            return 1
        return 2 if self.unasked else int(bool(self.stale))


def exceptions(text: str) -> dict[str, str]:
    """Return the package of each excepted vulnerability, by identifier."""
    return {row["id"]: row["package"] for row in EXCEPTION.finditer(text)}


def report(dependencies: Sequence[Mapping[str, Any]], excepted: Mapping[str, str]) -> Report:
    """Sort pip-audit's answer by what the exceptions say."""
    found = [each for dependency in dependencies for each in _found(dependency)]
    known = [each for each in found if any(excepted.get(name) == each.package for name in each.names)]
    unasked = tuple(dependency["name"] for dependency in dependencies if "skip_reason" in dependency)
    used = {name for each in known for name in each.names}
    stale = tuple(name for name, package in excepted.items() if name not in used and package not in unasked)
    return Report(tuple(each for each in found if each not in known), tuple(known), unasked, stale)


def _found(dependency: Mapping[str, Any]) -> list[Found]:
    return [
        Found(
            dependency["name"], dependency["version"], (each["id"], *each.get("aliases", ())),
            tuple(each.get("fix_versions", ())),
        )
        for each in dependency.get("vulns", ())
    ]  # fmt: skip


def main(answer: Path, written: Path) -> int:
    made = report(json.loads(answer.read_text())["dependencies"], exceptions(written.read_text(encoding="utf-8")))
    for each in made.excepted:
        print(f"exception écrite : {each}")
    for each in made.remaining:
        print(f"à traiter : {each}", file=sys.stderr)
    for name in made.stale:
        print(f"exception à retirer de {written} : {name} n'est plus signalée", file=sys.stderr)
    if made.unasked:
        print(
            f"sans réponse du service des failles : {len(made.unasked)} bibliothèques ; rien n'est prouvé",
            file=sys.stderr,
        )
    if made.status == 0:
        print("Aucune faille connue hors des exceptions écrites.")
    return made.status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
