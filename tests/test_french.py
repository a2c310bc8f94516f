"""French is data: what a person reads is in YAML or a template, and what is left in Python is counted and only shrinks."""

import re
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from french_in_code import french, is_french  # noqa: E402

LEFT = {
    "actions": 0,
    "beffroi": 0,
    "bot": 5,  # the signs around a link, a word in quotes
    "channels": 1,  # the signs around a link
    "console": 0,
    "learning": 1,  # letters with accents
    "nlu": 5,  # ligatures, letters with accents, the signs of a quotation
    "region": 10,  # the words of another rule language (publicodes), a unit, ligatures, three patterns of signs and dates
    "web": 5,  # typography: the signs that a space comes before
}
"""What is left, and why. A number goes down with the change that takes its sentences out; it goes up with a reason."""


@pytest.mark.parametrize("room", LEFT)
def test_no_french_is_added_to_python(room: str) -> None:
    found = [f"{file}:{line}: {text[:60]}" for file, line, text in french(room)]
    assert len(found) <= LEFT[room], "\n".join(found)


def test_what_reads_as_french() -> None:
    assert is_french("C'est prêt") and is_french("il ne faut pas") and is_french("« oui »")
    assert not is_french("a log line for engineers") and not is_french("un")


@pytest.mark.parametrize(
    ("room", "file"),
    [
        ("beffroi", "beffroi/wordings.yml"),
        ("bot", "bot/wordings/trouble.yml"),
        ("nlu", "nlu/wordings.yml"),
        ("region", "region/wordings.yml"),
    ],
)
def test_every_sentence_is_said_and_exists(room: str, file: str) -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / room).rglob("*.py")
        if re.search(r"import say\b|\bsay = W", path.read_text(encoding="utf-8"))
    )
    held = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    said, families = (
        set(re.findall(r'(?<![.\w])say\(\s*f?"([\w.-]+)"', code)),
        tuple(re.findall(r"""say\(f["']([\w.]+[._])\{""", code)),
    )
    assert said <= held.keys()
    assert {key for key in held if key not in said and not key.startswith(families)} == set()
