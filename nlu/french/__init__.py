"""French as people type it: one spelling for many, words, stems, and the clauses of a double question."""

from nlu.french.clauses import questions, split
from nlu.french.text import clean, elided, flat, fold, normalise, spoken
from nlu.french.tokens import stem, stems, tokens

__all__ = ["clean", "elided", "flat", "fold", "normalise", "questions", "split", "spoken", "stem", "stems", "tokens"]
