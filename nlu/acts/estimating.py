"""Whether a message asks how much an aid would come to: « combien on toucherait pour 10 000 € ? »."""

import re
from pathlib import Path

from nlu.french import flat
from nlu.words import words

ESTIMATING = re.compile(words(Path(__file__).with_suffix(".yml"))["estimating"])
LONGEST = 20


def estimates(text: str) -> bool:
    """Tell whether it asks for the sum of an aid, in one's own case."""
    return bool(ESTIMATING.search(flat(text))) and len(text.split()) <= LONGEST
