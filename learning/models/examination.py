"""What a candidate and the model in service are both asked, and what their answers say of the candidate."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.house import House
from bot.store import models
from learning.doubts import neighbours, reading
from learning.doubts.reading import Added, Doubt
from learning.models import exam, sensitive
from learning.models.compare import compare
from learning.models.compared import Guess, Question
from learning.models.gate import reasons
from learning.sentences import current
from learning.sentences.files import Example
from learning.sentences.texts import key


@dataclass(frozen=True)
class Examination:
    """The questions whose answer is known, the standing sentences to watch, and the recent messages by transcript."""

    questions: Sequence[Question]
    watched: Sequence[str]
    recent: Mapping[int, str]
    added: Sequence[Added]
    known: tuple[Example, ...]
    said: Sequence[Doubt]  # doubts that need nothing learnt
    served: frozenset[int] = frozenset()  # what the model in service was already taught

    @property
    def texts(self) -> list[str]:
        """Every text that both models read, in order."""
        return [*(each.text for each in self.questions), *self.watched, *self.recent.values()]

    def result(self, before: Sequence[Guess], after: Sequence[Guess]) -> dict[str, Any]:
        """Return what a comparison keeps, `reasons` and `doubts` with it; slow: call it in a thread."""
        doubts = self._doubts()
        first, kept = len(self.questions), self._untaught()
        replayed = [place for place, number in enumerate(self.recent, first + len(self.watched)) if number in kept]
        entered = sensitive.entered(self._shown(), before[first:], after[first:]) if before else []
        taught = self._taught_without_doubt({each.change for each in doubts})
        found = compare(
            self.questions, before[:first], after[:first], replayed=sorted(kept, key=list(self.recent).index),
            before=[before[place] for place in replayed] if before else [], after=[after[place] for place in replayed],
            entered=[each for each in entered if (self._key(each.transcript), each.candidate) not in taught],
        )  # fmt: skip
        why = reasons(found, doubted=self._sensitive(doubts)) if before else []
        return found.to_dict() | {
            "reasons": [{"kind": each.kind, **each.values} for each in why],
            "doubts": [each.to_dict() for each in doubts],
        }

    def _doubts(self) -> list[Doubt]:
        return [*self.said, *reading.twins(self.added, self.known), *neighbours.doubts(self.added, self.known)]

    def _shown(self) -> list[tuple[int | None, str | None]]:
        return [*((None, text) for text in self.watched), *((number, None) for number in self.recent)]

    def _untaught(self) -> set[int]:
        """Return the recent messages no training saw: the others move by being learnt, which is the aim."""
        taught = {each.key for each in self.known} | {each.key for each in self.added}
        return {number for number, text in self.recent.items() if key(text) not in taught}

    def _taught_without_doubt(self, doubted: set[int]) -> set[tuple[str, str | None]]:
        return {(each.key, each.intent) for each in self.added if each.id not in doubted}

    def _key(self, transcript: int | None) -> str:
        return key(self.recent[transcript]) if transcript is not None else ""

    def _sensitive(self, doubts: Iterable[Doubt]) -> dict[str, int]:
        doubted = {each.change for each in doubts}
        new = [each for each in self.added if each.id in doubted and each.id not in self.served]
        return Counter(each.intent for each in new if each.intent in sensitive.SENSITIVE)


async def prepared(house: House) -> Examination:
    """Read what both models are to be asked, as things are now."""
    live = await models.in_service(house.database)
    served = frozenset((live.snapshot if live else {}).get("examples", []))
    async with house.database.read() as connection:
        questions = await exam.questions(connection)
        recent = await exam.recent(connection, now=house.clock())
        added = await reading.added(connection)
        said = await reading.at_once(connection, added)
    return Examination(questions, sensitive.standing().watched, recent, added, current.base(), said, served)
