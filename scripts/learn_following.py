#!/usr/bin/env python3
"""Learns how a question that leans on an answer is understood, and writes nlu/selector/following.json.

Reads the conversations of nlu/talks, the questions of the records (their subject left out, asked after a record on the
same one; whole, after any), the taught sentences on other subjects, and the model in service. Never what measures (tests/data/talks).
"""

import asyncio
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from bot.engine import standin

standin.install()

from beffroi.commands.answers_report import in_service  # noqa: E402
from bot.engine.engine import Engine  # noqa: E402
from nlu.components.cards import built  # noqa: E402
from nlu.components.following import heard_of  # noqa: E402
from nlu.examples import read_nlu  # noqa: E402
from nlu.french import tokens  # noqa: E402
from nlu.selector import by_itself as by_itself_signs  # noqa: E402
from nlu.selector import holding, leaning, talk, titles  # noqa: E402
from nlu.selector.cards import QUESTION, Card  # noqa: E402
from nlu.selector.decision import decide  # noqa: E402
from nlu.selector.following import (  # noqa: E402
    GOES_ON,
    HOLDS,
    STANDS,
    Heard,
    Question,
    gone_on,
    holding_signs,
    leaning_signs,
    standing_signs,
    talk_of,
)
from nlu.selector.learning import Lesson, fit  # noqa: E402
from nlu.selector.learnt import FOLLOWED, Followed, learnt  # noqa: E402
from nlu.selector.sureness import Sureness  # noqa: E402
from nlu.selector.talk import Talk  # noqa: E402
from nlu.talks import FOLDER, Turn, turns  # noqa: E402
from region import in_force  # noqa: E402

DATA = Path(__file__).parents[1] / "nlu/data"
REGION = in_force.read(today=date(2026, 11, 27))
FORMS, OTHERS = 1500, 1500
WRITTEN, MADE = 20.0, 1.0
"""How much a turn of a conversation counts beside a question made from a record's own."""
HELD_BACK = 0.002
ALONE, SPOKEN = 2600, 3
"""Questions asked whole or not after another record, and how much a turn of a conversation counts beside one of them."""
OPENED = ("et ", "et sinon ", "bon, et ", "au fait, ", "", "", "", "")
"""What a question on another subject is opened with in a conversation."""


class Learning:
    """The selector and the model, with what each text was understood as."""

    def __init__(self) -> None:
        self.selector = built(REGION.catalogue, REGION.today)
        self._engine, self._heard = Engine(in_service()), dict[str, Heard]()
        self._index = self.selector.index

    def heard(self, text: str) -> Heard:
        if text not in self._heard:
            self._heard[text] = heard_of(asyncio.run(self._engine.parse(text, REGION)))
        return self._heard[text]

    def places(self, records: Sequence[str]) -> list[int]:
        return [self.selector.place[each] for each in records if each in self.selector.place]

    def question(self, text: str, talked: Talk, *, without: int | None = None) -> Question:
        return Question.of(self.selector, self.heard(text).asked, talked, without=without)

    def signs(self, text: str, talked: Talk) -> dict[str, float]:
        return leaning_signs(self.question(text, talked), self.heard(text), talked)

    def made(self) -> Iterator[Lesson]:
        """Yield the questions of the records: without their subject after one on the same, whole after any."""
        for form, owner, said, talked, _ in self._asked(FORMS, ("mate", "mate", "mate", "mate_whole", "other", "same")):
            yield Lesson(self.question(said, talked, without=form).table, [owner], MADE)

    def contested(self, known: Followed) -> Iterator[tuple[bool, dict[str, float]]]:
        """Yield, of the questions of the records, whether the words alone answer, where they or what was said do and not both."""
        for form, owner, said, talked, how in self._asked(ALONE, ("mate", "mate", "mate_whole", "other", "other")):
            opened = random.choice(OPENED) if how == "other" else ""
            yield from self.stands(opened + said, talked, [owner], known, without=form)

    def _asked(self, many: int, hows: Sequence[str]) -> Iterator[tuple[int, int, str, Talk, str]]:
        """Yield questions of the records, their place and their record's, as said after another record, and how that one was chosen."""
        forms = np.flatnonzero(self._index.unit_kinds == QUESTION).tolist()
        for form in random.sample(forms, many):
            text, owner = self._index.texts[form], int(self._index.owners[form])
            last = self._before(owner, how := random.choice(hows))
            said = text if how in ("mate_whole", "other") else self._without_subject(text, last, owner)
            if len(said.split()) > 1:
                yield form, owner, said, Talk(self.selector.cards[last], self.selector.cards[last]), how

    def stands(
        self, text: str, talked: Talk, rights: Sequence[int], known: Followed, *, without: int | None = None
    ) -> Iterator[tuple[bool, dict[str, float]]]:
        """Yield whether a text stands by itself, with its signs, where only one of the two ways answers it."""
        heard, question = self.heard(text), self.question(text, talked, without=without)
        alone, chances = question.alone, heard.asked.chances
        intent = max(chances, key=lambda name: chances[name], default="")
        choice = decide(alone, intent=intent, general=alone.general(intent, heard.asked.facts), known=learnt())
        heard = replace(heard, told=next(iter(choice.records), None))
        gone = gone_on(question, talked, known)
        by_itself = bool({self.selector.place[each] for each in choice.records[:2]} & set(rights))
        if by_itself != (gone.best in rights) and heard.told != self.selector.cards[gone.best].id:
            leans = leaning_signs(question, heard, talked)
            yield by_itself, standing_signs(question, heard, talked, gone, leans)

    def _before(self, owner: int, how: str) -> int:
        cards, titled = self.selector.cards, self._index.titled
        card = cards[owner]
        if how == "same":
            return owner
        if how == "other":
            return random.choice([place for place, each in enumerate(cards) if each.topic != card.topic])
        near = [
            self._nearness(card, each, shared=bool(titled[owner] & names))
            for each, names in zip(cards, titled, strict=True)
        ]
        near[owner] = 0.0
        return random.choices(range(len(cards)), weights=near)[0] if any(near) else owner

    @staticmethod
    def _nearness(card: Card, other: Card, *, shared: bool) -> float:
        return 3.0 * shared + bool(set(card.intents) & set(other.intents)) + 0.2 * (other.topic == card.topic)

    def _without_subject(self, text: str, last: int, owner: int) -> str:
        """« Qui préside la Cité de l'IA ? » after an answer on it: « qui préside la de »."""
        title = set(tokens(titles.subject(self.selector.cards[last].title)))
        subject = {word for word in title if self._index.lexicon.term(word)}
        names = self._index.titled[last] | self._index.titled[owner]
        kept = []
        for word in text.split():
            parts = tokens(word)
            named = len("".join(parts)) > 2 and any("".join(parts) in name for name in names)
            if not named and not subject & set(parts):
                kept.append(word)
        return " ".join(kept)

    def others(self) -> Iterator[dict[str, float]]:
        """Yield the signs of questions on other subjects, after any answer."""
        rows = [row.text for row in read_nlu(sorted(DATA.glob("*.yml"))) if row.intent == "out_of_scope"]
        for text in random.sample(rows, OTHERS):
            last = random.choice(self.selector.cards)
            yield self.signs(random.choice(OPENED) + text, Talk(last, last))


def main() -> None:
    random.seed(0)
    learning = Learning()
    written = list(_written(learning))
    lessons = [
        Lesson(question.table, rights, WRITTEN)
        for turn, question, _ in written
        if (rights := learning.places(turn.records))
    ]
    order = fit([*learning.made(), *lessons], held_back=HELD_BACK, signs=talk.SIGNS)
    weights = np.array([order[name] for name in talk.SIGNS], dtype=np.float32)
    yes = [learning.signs(turn.said, talked) for turn, _, talked in written if not turn.out]
    no = list(learning.others())
    leans = Sureness.fit(yes, no, signs=leaning.SIGNS)
    told, beside = _held(learning, written, weights)
    holds = Sureness.fit(told, beside, signs=holding.SIGNS, held_back=0.01)
    known = Followed(weights, leans, holds, holds)
    said = [
        each
        for turn, _, talked in written
        if not turn.out
        for each in learning.stands(turn.said, talked, learning.places(turn.records), known)
    ]
    contested = [*said * SPOKEN, *learning.contested(known)]
    by_itself, on = ([signs for alone, signs in contested if alone is wanted] for wanted in (True, False))
    stands = Sureness.fit(by_itself, on, signs=by_itself_signs.SIGNS, held_back=HELD_BACK)
    learned = (("leans", leans), ("holds", holds), ("stands", stands))
    kept = {name: {"weights": each.weights, "bias": each.bias} for name, each in learned}
    FOLLOWED.write_text(json.dumps({"order": order, **kept}, indent=1) + "\n", encoding="utf-8")
    right = np.mean([int((each.table @ weights).argmax()) in each.rights for each in lessons])
    print(f"{len(lessons)} turns: right record first {right:.3f}; leaning kept {_share(leans, yes):.3f}, other subjects "
          f"refused {1 - _share(leans, no):.3f}; answers told {_share(holds, told, HOLDS):.3f}, "
          f"what is no answer noticed {1 - _share(holds, beside, HOLDS):.3f}; what stands by itself {_share(stands, by_itself, STANDS):.3f}, "
          f"what goes on {1 - _share(stands, on, STANDS):.3f}")  # fmt: skip


def _written(learning: Learning) -> Iterator[tuple[Turn, Question, Talk]]:
    """Yield the turns that come after an answer, weighed in their talk."""
    for turn in (each for file in sorted(FOLDER.glob("*.yml")) for each in turns(file)):
        talked = talk_of(learning.selector, turn.last, subject=turn.begun) if turn.last else None
        if talked:
            yield turn, learning.question(turn.said, talked), talked


def _held(
    learning: Learning, written: Sequence[tuple[Turn, Question, Talk]], weights: np.ndarray
) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Return the signs of the records that answer, and of those that come first where none does or another would."""
    told, beside = [], []
    for turn, question, talked in written:
        scores = question.table @ weights
        best = int(scores.argmax())
        if not turn.out and not learning.selector.cards[best].unknown:
            kept = told if best in learning.places(turn.records) else beside
            kept.append(holding_signs(question, scores, talked, best))
    return told, beside


def _share(sureness: Sureness, signs: Sequence[dict[str, float]], least: float = GOES_ON) -> float:
    return float(np.mean([sureness.of(each) >= least for each in signs]))


if __name__ == "__main__":
    main()
