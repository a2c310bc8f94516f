"""What a message does in a conversation, decided before what it says: it answers, corrects, supposes, asks, remarks or commands."""

from nlu.acts.adding import added, with_others
from nlu.acts.answer import Answer, read, removed, stated_of_another, told
from nlu.acts.aside import says_where_one_lives, without_dwelling
from nlu.acts.casework import (
    ANY,
    adopts,
    asks_if_fits,
    asks_meaning,
    asks_so_far,
    asks_what_lacks,
    asks_why_refused,
    corrects_which,
    goes_back,
    leaves_it,
    names_fact,
    names_subject,
    recaps,
    resumes_after_stop,
)
from nlu.acts.checking import asks_check, bids_check, names_a_firm
from nlu.acts.comparing import (
    chooses,
    chooses_between,
    compares,
    compares_aids,
    does_again,
    joins,
    names_one,
    several_cases,
    tells_apart,
)
from nlu.acts.complaining import complains, contests
from nlu.acts.consent import acknowledges, consent
from nlu.acts.declining import declines, lacks, lacks_siren, unknown_fact
from nlu.acts.elementary import ASPECTS, aspects, looks_near, names_only
from nlu.acts.entitlement import (
    asks_entitlement,
    asks_for_aid,
    asks_for_another,
    asks_if_may,
    asks_of_firms,
    asks_too,
    asks_what_for_me,
    asks_where_to_begin,
    counts_oneself,
    is_for_one,
    names_any_body,
    names_own_body,
    of_a_resident,
    opens_on_oneself,
    speaks_for_oneself,
    tells_own_case,
    tells_own_firm,
    turns_to_another,
    works_for,
)
from nlu.acts.estimating import estimates
from nlu.acts.extra import Known, as_kinds, bare_sums, worded_body, worded_expenses, works_alone
from nlu.acts.fields import filed, only_a_sum
from nlu.acts.funding import asks_for_residents, asks_the_base, asks_who_pays
from nlu.acts.gloss import gloss
from nlu.acts.hypothesis import (
    amends,
    corrects,
    goes_on,
    is_hypothesis,
    resumes,
    says_loosely,
    supposes,
    supposes_in_check,
    supposes_more,
    supposes_strictly,
)
from nlu.acts.identity import addresses
from nlu.acts.introducing import introduction, presents
from nlu.acts.language import language
from nlu.acts.lone import lone_town
from nlu.acts.mixed import echoes, told_and_asked
from nlu.acts.nearby import nearby, said_nearby
from nlu.acts.numbering import is_wrong_siren
from nlu.acts.onward import (
    asks_alert,
    asks_best,
    asks_certificate,
    asks_if_refused,
    asks_length,
    asks_onward,
    asks_reasons,
    asks_to_keep,
    asks_why_not,
)
from nlu.acts.opening import Opening, opening
from nlu.acts.own_data import OFFICER, asks_of_own_data, point_of_own_data
from nlu.acts.plainly import plainly
from nlu.acts.questions import asks_only_why, asks_why, is_question, opens_question
from nlu.acts.reacting import reaction
from nlu.acts.reckoning import reckons
from nlu.acts.refusing import refuses
from nlu.acts.standing import asks_if_it_stands, says_if_it_stands
from nlu.acts.stopping import begins_again, stops
from nlu.acts.suspecting import suspects
from nlu.acts.tags import untagged
from nlu.acts.trade import presents_firm, presents_trade, tells_trade

__all__ = [
    "ANY",
    "ASPECTS",
    "OFFICER",
    "Answer",
    "Known",
    "Opening",
    "acknowledges",
    "added",
    "addresses",
    "adopts",
    "amends",
    "as_kinds",
    "asks_alert",
    "asks_best",
    "asks_certificate",
    "asks_check",
    "asks_entitlement",
    "asks_for_aid",
    "asks_for_another",
    "asks_for_residents",
    "asks_if_fits",
    "asks_if_it_stands",
    "asks_if_may",
    "asks_if_refused",
    "asks_length",
    "asks_meaning",
    "asks_of_firms",
    "asks_of_own_data",
    "asks_only_why",
    "asks_onward",
    "asks_reasons",
    "asks_so_far",
    "asks_the_base",
    "asks_to_keep",
    "asks_too",
    "asks_what_for_me",
    "asks_what_lacks",
    "asks_where_to_begin",
    "asks_who_pays",
    "asks_why",
    "asks_why_not",
    "asks_why_refused",
    "aspects",
    "bare_sums",
    "begins_again",
    "bids_check",
    "chooses",
    "chooses_between",
    "compares",
    "compares_aids",
    "complains",
    "consent",
    "contests",
    "corrects",
    "corrects_which",
    "counts_oneself",
    "declines",
    "does_again",
    "echoes",
    "estimates",
    "filed",
    "gloss",
    "goes_back",
    "goes_on",
    "introduction",
    "is_for_one",
    "is_hypothesis",
    "is_question",
    "is_wrong_siren",
    "joins",
    "lacks",
    "lacks_siren",
    "language",
    "leaves_it",
    "lone_town",
    "looks_near",
    "names_a_firm",
    "names_any_body",
    "names_fact",
    "names_one",
    "names_only",
    "names_own_body",
    "names_subject",
    "nearby",
    "of_a_resident",
    "only_a_sum",
    "opening",
    "opens_on_oneself",
    "opens_question",
    "plainly",
    "point_of_own_data",
    "presents",
    "presents_firm",
    "presents_trade",
    "reaction",
    "read",
    "recaps",
    "reckons",
    "refuses",
    "removed",
    "resumes",
    "resumes_after_stop",
    "said_nearby",
    "says_if_it_stands",
    "says_loosely",
    "says_where_one_lives",
    "several_cases",
    "speaks_for_oneself",
    "stated_of_another",
    "stops",
    "supposes",
    "supposes_in_check",
    "supposes_more",
    "supposes_strictly",
    "suspects",
    "tells_apart",
    "tells_own_case",
    "tells_own_firm",
    "tells_trade",
    "told",
    "told_and_asked",
    "turns_to_another",
    "unknown_fact",
    "untagged",
    "with_others",
    "without_dwelling",
    "worded_body",
    "worded_expenses",
    "works_alone",
    "works_for",
]
