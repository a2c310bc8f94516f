"""`beffroi mask` masks a file line by line, and a bad line does not stop the others."""

import io
import json
import subprocess
import sys
from pathlib import Path

from beffroi.commands.mask import masked_lines

ROOT = Path(__file__).resolve().parents[2]


def masked(given: str | bytes, *, as_json: bool = True) -> tuple[int, list[str], str]:
    raw = given if isinstance(given, bytes) else given.encode()
    out, errors = io.StringIO(), io.StringIO()
    status = masked_lines(io.BytesIO(raw), out, errors, as_json=as_json)
    return status, out.getvalue().splitlines(), errors.getvalue()


def test_each_line_gives_its_text_and_the_kinds_found() -> None:
    status, lines, errors = masked('{"text": "je m\'appelle Léa, 0612345678"}\n{"text": "bonjour"}\n')
    assert (status, errors) == (0, "")
    assert json.loads(lines[0]) == {"text": "je m'appelle <NAME>, <PHONE>", "kinds": ["name", "phone"]}
    assert json.loads(lines[1]) == {"text": "bonjour", "kinds": []}


def test_a_bad_line_is_named_and_the_rest_goes_on() -> None:
    given = b'{"text": "a"}\nnot json\n[1]\n{"text": 3}\n\xff\xfe\n\n{"text": "b"}\n'
    status, lines, errors = masked(given)
    assert status == 1
    assert [json.loads(line)["text"] for line in lines] == ["a", "b"]
    assert [line.split(" : ")[1] for line in errors.splitlines()] == ["ligne 2", "ligne 3", "ligne 4", "ligne 5"]


def test_plain_lines_are_masked_as_they_are() -> None:
    assert masked("mon mail a@b.fr\n\nbonjour\n", as_json=False)[1] == ["mon mail <EMAIL>", "", "bonjour"]


def test_the_command_reads_its_standard_input() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "beffroi", "mask", "--json"], cwd=ROOT, input='{"text": "a@b.fr \\ud800"}\n{',
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert json.loads(done.stdout)["text"].startswith("<EMAIL>")
    assert "ligne 2" in done.stderr
    assert "Traceback" not in done.stderr
