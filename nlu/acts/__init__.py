"""What a message does in a conversation, decided before what it says: it answers, corrects, supposes, asks, remarks or commands."""

from nlu.acts.answer import Answer, read, removed, stated_of_another
from nlu.acts.complaining import complains
from nlu.acts.consent import consent
from nlu.acts.extra import Known, as_kinds, worded_expenses
from nlu.acts.hypothesis import goes_on, resumes, supposes, supposes_strictly
from nlu.acts.opening import Opening, opening
from nlu.acts.questions import asks_why, is_question
from nlu.acts.refusing import refuses

__all__ = [
    "Answer", "Known", "Opening", "as_kinds", "asks_why", "complains", "consent", "goes_on", "is_question", "opening", "read", "refuses", "removed", "resumes",
    "stated_of_another", "supposes", "supposes_strictly", "worded_expenses",
]  # fmt: skip
