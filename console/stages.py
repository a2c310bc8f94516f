"""Names, in French, what a training is doing: which of its five stages, from the last step that ended."""

from console.render import word

STAGES = ("files", "sentences", "dialogue", "examine", "examine_live", "answers")
ENDED = {"Tokenizer": "sentences", "Classifier": "dialogue", "Policy": "examine"}
"""A step of Rasa that ended, by a part of its name, and the stage that began then."""
DIALOGUE = ("domain", "forms", "responses", "story", "training_tracker")


def stage(step: str) -> str:
    """Return the stage under way once `step` has ended, or is going on."""
    if step in STAGES:
        return step
    if step.startswith(DIALOGUE):
        return "dialogue"
    return next((name for part, name in ENDED.items() if part in step), "files")


def told(step: str) -> str:
    """« Étape 2 sur 5 : apprentissage des phrases »"""
    now = stage(step)
    return word("stage", "run_steps").format(
        number=STAGES.index(now) + 1, count=len(STAGES), name=word(now, "run_steps")
    )
