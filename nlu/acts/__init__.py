"""What a message does in a conversation, decided before what it says: it answers, corrects, supposes, asks, remarks or commands."""

from nlu.acts.answer import Answer, read, removed, stated_of_another
from nlu.acts.consent import consent
from nlu.acts.extra import Known
from nlu.acts.hypothesis import resumes, supposes, supposes_strictly
from nlu.acts.opening import Opening, opening
from nlu.acts.questions import asks_why, is_question

__all__ = [
    "Answer", "Known", "Opening", "asks_why", "consent", "is_question", "opening", "read", "removed", "resumes",
    "stated_of_another", "supposes", "supposes_strictly",
]  # fmt: skip
