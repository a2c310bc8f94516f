"""What a model keeps of its examination: its figures, those of each intent, and the open exam."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import update

from bot.house import House
from bot.store import models
from learning.models import exam, open_exam
from learning.models.compare import Guess, Question, by_intent, figures


def figures_of(questions: Sequence[Question], guesses: Sequence[Guess]) -> dict[str, Any]:
    """Return what a model keeps: `{"figures", "by_intent", "questions", "open"}`."""
    return {
        "figures": figures(questions, guesses), "by_intent": by_intent(questions, guesses), "questions": len(questions),
        "open": open_exam.kept(questions, guesses),
    }  # fmt: skip


async def examine(house: House, sha256: str, *, told: Callable[[int, int], Any]) -> dict[str, Any]:
    """Examine a model by itself and keep its figures, as a training of the console does; returns them.

    `told` hears how many sentences are done, of how many. Raises ExamFailed.
    """
    archive = await models.materialise(house.database, sha256, house.settings.models_dir)
    async with house.database.read() as connection:
        questions = await exam.questions(connection)
    guesses = await exam.ask(archive, [each.text for each in questions], told=lambda done: told(done, len(questions)))
    found = figures_of(questions, guesses)
    async with house.database.write() as connection:
        mine = update(models.model_versions).where(models.model_versions.c.sha256 == sha256)
        await connection.execute(mine.values(figures=found))
    return found
