"""In which language a message is written, among the most spoken in the region: a few little words rule French out first."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nlu import meaning
from nlu.acts.english import is_english
from nlu.acts.foreign import other_script
from nlu.french import flat
from nlu.words import words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LISTS = words(Path(__file__).with_suffix(".yml"))
SPOKEN: list[str] = LISTS["spoken"]
FRENCH_WORDS = re.compile(LISTS["french"])
FRENCH, ENGLISH = "fr", "en"
LITTLE: dict[str, frozenset[str]] = {each: frozenset(listed) for each, listed in LISTS["little"].items()}
FEWEST_LITTLE = 2
"""Little words of one language, and its share of the words, that tell it in a sentence however short."""
SHARE_LITTLE = 0.4
SHORTEST = 20
"""Characters below which a language is only guessed."""
FEWEST_LETTERS = 0.6  # of the characters: figures and signs are of no language
FEWEST_WORDS = 3
"""Names set aside: a list of towns is of no language."""
WORD, LONG, COMMON = re.compile(r"[^\W\d_]+"), 4, 3.0  # letters, Zipf
SURE = 0.95  # chance


def language(text: str) -> str | None:
    """Return the language surely read (« pl »), None for French and for what is too short to tell.

    English is told by its little words alone: of the sentences taught, they find the 18 that are and no other.
    """
    if is_english(text):
        return ENGLISH
    said = flat(text)
    if (told := _by_its_little_words(said)) is not None:
        return told
    letters = sum(map(str.isalpha, said))
    if len(said) < SHORTEST or other_script(text) or letters < FEWEST_LETTERS * len(said) or FRENCH_WORDS.search(said):
        return None
    written = [word for word in text.split() if not word[0].isupper()]
    if len(written) < FEWEST_WORDS or len(" ".join(written)) < SHORTEST or _common_in_french(said):
        return None
    found, chance = _detector().classify(" ".join(written))
    return str(found) if found not in (FRENCH, ENGLISH) and float(chance) >= SURE else None


def _by_its_little_words(said: str) -> str | None:
    """Return the one language whose little words make the sentence: « wo finde ich einen Workshop? »."""
    if FRENCH_WORDS.search(said):
        return None
    written = WORD.findall(said)
    shares = {lang: len(little.intersection(written)) for lang, little in LITTLE.items()}
    first, second = sorted(shares.items(), key=lambda share: -share[1])[:2]
    enough = first[1] >= max(FEWEST_LITTLE, SHARE_LITTLE * len(written))
    return first[0] if enough and first[1] > second[1] else None


def _common_in_french(said: str) -> bool:
    """Tell whether half of the long words are everyday French ones: « mal de dent la nuit remède de grand-mère »."""
    long = [word for word in WORD.findall(said) if len(word) >= LONG]
    known = sum(meaning.current().how_common(word) >= COMMON for word in long)
    return bool(long) and 2 * known >= len(long)


@cache
def _detector() -> "LanguageIdentifier":
    """Read the model once, at the first message that may not be French: 11 MB, 0.1 s."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    detector = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    detector.set_languages(SPOKEN)
    return detector
