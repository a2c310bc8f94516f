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
    "actions": 5,  # patterns: letters with accents, « pourquoi », « c'est de quand », the envelope of an aid
    "beffroi": 0,
    "bot": 11,  # a pattern of questions, patterns of what privacy and the guard read, the way an hour is written
    "channels": 2,  # the way an hour is written, a pattern of links
    "console": 1,  # the way an hour is written
    "learning": 1,  # a pattern of names
    "nlu": 29,  # patterns of the acts of conversation, two faults of a TSV file
    "region": 229,  # the faults that `data check` and imports tell, with their file and line
    "web": 6,  # typography: the signs that a space comes before
}
"""What is left, and why. A number goes down with the change that takes its sentences out; it goes up with a reason."""


@pytest.mark.parametrize("room", LEFT)
def test_no_french_is_added_to_python(room: str) -> None:
    found = [f"{file}:{line}: {text[:60]}" for file, line, text in french(room)]
    assert len(found) <= LEFT[room], "\n".join(found)


def test_what_reads_as_french() -> None:
    assert is_french("C'est prêt") and is_french("il ne faut pas") and is_french("« oui »")
    assert not is_french("a log line for engineers") and not is_french("un")


@pytest.mark.parametrize(("room", "file"), [("beffroi", "beffroi/wordings.yml"), ("bot", "bot/wordings/trouble.yml")])
def test_every_sentence_is_said_and_exists(room: str, file: str) -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / room).rglob("*.py")
        if re.search(r"import say\b|def say", path.read_text(encoding="utf-8"))
    )
    held = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    said, families = (
        set(re.findall(r'(?<![.\w])say\(\s*f?"([\w.-]+)"', code)),
        set(re.findall(r"""say\(f["']([\w.]+)\.\{""", code)),
    )
    assert said <= held.keys()
    assert {key for key in held if key not in said and key.rpartition(".")[0] not in families} == set()
