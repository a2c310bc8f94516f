"""The log of the service: one line a turn, for a person or for a machine, in which nothing people wrote is found."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from beffroi import logs
from bot import project
from bot.house import House
from bot.settings.values import BadSetting
from bot.store.conversations import Incoming
from bot.turn import take
from bot.turn.steps import STEPS


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Give what is written in the log, whose settings are put back afterwards."""
    root, stream = logging.getLogger(), StringIO()
    handlers, level = root.handlers[:], root.level
    yield stream
    for name in logs.OURS:
        logging.getLogger(name).setLevel(logging.NOTSET)
    root.handlers[:] = handlers
    root.setLevel(level)


async def test_a_turn_is_one_json_object_without_its_text(house: House, written: StringIO) -> None:
    logs.configure({"BEFFROI_LOG": "json", "BEFFROI_LOG_LEVEL": "info"}, out=written)
    turn = await take(house, Incoming("web", "someone@exemple.fr", "mon secret de famille"))
    (line,) = [json.loads(each) for each in written.getvalue().splitlines()]
    assert line["conversation"] == turn.conversation.id  # type: ignore[union-attr]
    assert (line["level"], line["channel"], line["outcome"]) == ("info", "web", "answered")
    assert set(line["steps"]) == {step.__name__ for step in STEPS}
    assert 0 < sum(line["steps"].values()) <= line["ms"] + 0.1
    for private in ("secret", "famille", "exemple.fr"):
        assert private not in written.getvalue()


async def test_a_turn_is_one_line_a_person_reads(house: House, written: StringIO) -> None:
    logs.configure({"BEFFROI_LOG_LEVEL": "info"}, out=written)
    await take(house, Incoming("web", "ada", "un secret"))
    (line,) = written.getvalue().splitlines()
    assert " INFO bot.turn.watching turn channel=web conversation=" in line
    assert " outcome=answered ms=" in line
    assert "secret" not in line


async def test_a_failure_is_one_json_object_with_its_traceback(house: House, written: StringIO) -> None:
    logs.configure({"BEFFROI_LOG": "json"}, out=written)
    turn = await take(house, Incoming("web", "ada", "panne"))
    (line,) = [json.loads(each) for each in written.getvalue().splitlines()]
    assert (line["level"], line["message"]) == ("error", "turn failed")
    assert line["conversation"] == turn.conversation.id  # type: ignore[union-attr]
    assert "RuntimeError" in line["traceback"]


async def test_by_default_a_turn_says_nothing(house: House, written: StringIO) -> None:
    logs.configure({}, out=written)
    await take(house, Incoming("web", "ada", "bonjour"))
    assert written.getvalue() == ""


def test_what_a_library_tells_below_a_warning_is_never_written(written: StringIO) -> None:
    logs.configure({"BEFFROI_LOG_LEVEL": "info"}, out=written)
    logging.getLogger("rasa.core.processor").info("a message")
    assert written.getvalue() == ""


@pytest.mark.parametrize(("name", "value"), [("BEFFROI_LOG", "xml"), ("BEFFROI_LOG_LEVEL", "debug")])
def test_a_bad_setting_is_said_in_one_sentence(name: str, value: str, written: StringIO) -> None:
    with pytest.raises(BadSetting, match=f"{name} vaut « {value} »"):
        logs.configure({name: value}, out=written)


def test_the_command_says_it_and_stops() -> None:
    command = [sys.executable, "-m", "beffroi", "doctor"]
    env = os.environ | {"BEFFROI_LOG": "xml"}
    done = subprocess.run(command, cwd=project.ROOT, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "beffroi : BEFFROI_LOG vaut « xml » : il faut text ou json.\n"
