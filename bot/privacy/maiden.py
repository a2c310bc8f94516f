"""The name before the one a person was born with: « Marie Dupont, née Martin »."""

import re
from collections.abc import Iterator

from bot.privacy.spans import Span, lists

REACH, FEWEST, MOST = 80, 2, 4
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
GAPS = frozenset({"", " ", ",", ", ", " , "})


def name_before(text: str, folded: str, end: int) -> Iterator[Span]:
    """Yield the two to four words in capitals that end at `end`; « Bonjour » and the start of a town's name are none."""
    start, count, next_start = end, 0, end
    for word in reversed(list(WORD.finditer(text, max(0, end - REACH), end))[-MOST:]):
        near = text[word.end() : next_start] in (GAPS if not count else {" "})
        if not (near and word.group()[0].isupper()) or _common(folded[slice(*word.span())]):
            break
        start, count, next_start = word.start(), count + 1, word.start()
    last = text[:end].rstrip(" ,")
    if count >= FEWEST and re.split("[ -]", folded[start:end], maxsplit=1)[0] not in lists("not_first"):
        yield Span(start, len(last), "name")


def _common(word: str) -> bool:
    return word in lists("not_names") and word not in lists("particles")
