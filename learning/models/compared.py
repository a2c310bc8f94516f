"""What a comparison of two models is made of: questions, guesses, and what moved between them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from nlu.scope import OUT

EXAM, CRITICAL, TESTS, SMOKE, STANDING = "exam", "critical", "tests", "smoke", "standing"


@dataclass(frozen=True)
class Question:
    """A sentence and the intent it must get."""

    text: str
    intent: str
    origin: str


@dataclass(frozen=True)
class Guess:
    """What a model understood."""

    intent: str | None
    confidence: float
    ambiguous: bool = False
    second: tuple[str, ...] = ()

    @property
    def fallback(self) -> bool:
        """Whether no answer would follow."""
        return self.ambiguous or self.intent == OUT


@dataclass(frozen=True)
class Moved:
    """A sentence one model understands and the other does not."""

    text: str
    intent: str
    origin: str
    live: str | None
    candidate: str | None


@dataclass(frozen=True)
class Reread:
    """A recent message, by the id of its transcript, that the new model understands otherwise."""

    transcript: int
    live: str | None
    candidate: str | None


@dataclass(frozen=True)
class Entered:
    """A message the new model reads as a sensitive intent and the old one did not; `text` where it is nobody's."""

    transcript: int | None
    text: str | None
    live: str | None
    candidate: str | None


@dataclass(frozen=True)
class Comparison:
    """The live model beside the candidate: figures are by name, for each."""

    fixed: Sequence[Moved]
    broken: Sequence[Moved]
    live: Mapping[str, float]
    candidate: Mapping[str, float]
    by_intent: Mapping[str, Mapping[str, float]]
    confusions: Sequence[tuple[str, str, int]]
    reliability: Sequence[tuple[float, float, int]]
    replay: Mapping[str, float]
    changed: Sequence[Reread]
    entered: Sequence[Entered] = ()

    def to_dict(self) -> dict[str, object]:
        """Return it as a comparison keeps it."""
        return asdict(self)
