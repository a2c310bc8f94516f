"""What a message does in a conversation, decided before what it says: it answers, corrects, supposes, asks, remarks or commands."""

from nlu.acts.adding import added
from nlu.acts.answer import Answer, read, removed, stated_of_another
from nlu.acts.complaining import complains, contests
from nlu.acts.consent import consent
from nlu.acts.declining import declines, invests, lacks, names_turnover, unknown_fact
from nlu.acts.entitlement import asks_entitlement, asks_what_for_me, names_own_body, of_a_resident, tells_own_case
from nlu.acts.extra import Known, as_kinds, worded_expenses
from nlu.acts.hypothesis import amends, corrects, goes_on, resumes, supposes, supposes_strictly
from nlu.acts.language import language
from nlu.acts.lone import lone_town
from nlu.acts.numbering import is_wrong_siren
from nlu.acts.opening import Opening, opening
from nlu.acts.plainly import plainly
from nlu.acts.questions import asks_only_why, asks_why, is_question, opens_question
from nlu.acts.refusing import refuses

__all__ = [
    "Answer", "Known", "Opening", "added", "amends", "as_kinds", "asks_entitlement", "asks_only_why", "asks_what_for_me", "asks_why", "complains", "consent", "contests", "corrects", "declines", "goes_on", "invests", "is_question", "is_wrong_siren", "lacks", "language", "lone_town", "names_own_body", "names_turnover", "of_a_resident", "opening", "opens_question", "plainly", "read", "refuses", "removed", "resumes",
    "stated_of_another", "supposes", "supposes_strictly", "tells_own_case", "unknown_fact", "worded_expenses",
]  # fmt: skip
