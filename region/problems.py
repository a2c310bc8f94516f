"""What is wrong in a data file, and on which line, in one French sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from region.wordings import say


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it stands and what to mend."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return say("problem", file=self.file, line=self.line, message=self.message)


class DataError(Exception):
    """Regional data that cannot be used; says every fault found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def shown(path: Path) -> str:
    """A path as people know it: from the room's folder, « region/data/ami.yml »."""
    parts = path.parts
    return "/".join(parts[parts.index("region") :]) if "region" in parts else path.name
