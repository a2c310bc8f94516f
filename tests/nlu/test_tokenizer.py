"""French words are cut as spaCy cuts them, and only when somebody reads them."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot import project
from nlu.components.tokenizer import Words

ANSWER = """
import asyncio, datetime, sys
from pathlib import Path
from bot.engine import standin
standin.spare_unused(); standin.install()
from bot.engine.engine import Engine
from region import in_force
parsed = asyncio.run(Engine(Path(sys.argv[1])).parse("C'est quoi Proch'IA ?", in_force.read(today=datetime.date(2026, 11, 25))))
print(parsed["intent"]["name"], "spacy" in sys.modules)
"""


def test_elisions_and_hyphens_are_cut_as_french_does() -> None:
    said = [word.text for word in Words("Qu'est-ce que l'AMI d'aujourd'hui ?")]
    assert said == ["Qu'", "est", "-ce", "que", "l'", "AMI", "d'", "aujourd'hui", "?"]


def test_each_word_has_its_folded_form() -> None:
    assert [word.lemma for word in Words("Élève à Béthune")] == ["eleve", "a", "bethune"]


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text: str) -> None:
    for word in Words(text):
        assert "\ufffd" in word.text or text[word.start : word.end] == word.text


def test_the_same_text_has_the_same_fingerprint() -> None:
    assert Words("bonjour").fingerprint() == Words("bonjour").fingerprint() != Words("bonsoir").fingerprint()


def test_a_message_is_understood_without_loading_spacy(archive: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ANSWER, str(archive)],
        cwd=project.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["ask_prochia", "False"], done.stderr
