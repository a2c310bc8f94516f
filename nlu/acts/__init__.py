"""What a message does in a conversation, decided before what it says: it answers, corrects, supposes, asks, remarks or commands."""

from nlu.acts.answer import Answer, read
from nlu.acts.consent import consent
from nlu.acts.questions import asks_why, is_question
from nlu.acts.supposing import removed, resumes, supposes, supposes_strictly

__all__ = [
    "Answer",
    "asks_why",
    "consent",
    "is_question",
    "read",
    "removed",
    "resumes",
    "supposes",
    "supposes_strictly",
]
