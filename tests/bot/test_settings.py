"""A setting that would forget everything, or protect nothing, stops the start with its name."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot import project
from bot.files import kept_private
from bot.running.limits import KEPT_KEYS, Limiter
from bot.settings import Settings, unknown
from bot.settings.values import BadSetting

PERIODS = ["RETENTION_DAYS", "SESSION_HOURS"] + [
    f"KEEP_{name}_DAYS"
    for name in ("OUTBOX", "INBOX", "CANDIDATE", "CONTACT", "SECURITY", "AUDIT", "AGGREGATE", "ERASURE", "BACKUP")
]


def read(folder: Path, **more: str) -> Settings:
    return Settings.read({"BEFFROI_DATA_DIR": str(folder)} | {f"BEFFROI_{name}": value for name, value in more.items()})


@pytest.mark.parametrize("name", PERIODS)
@pytest.mark.parametrize("value", ["-1", "0", "99999999999", "trente", "1.5", "²"])
def test_a_period_is_a_number_of_days_that_exists(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"BEFFROI_{name} vaut « {value} » : il faut un nombre entier de 1 à"):
        read(tmp_path, **{name: value})


@pytest.mark.parametrize("name", ["MAX_TURNS", "RATE_PER_MINUTE"])
def test_a_service_that_answers_nobody_does_not_start(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read(tmp_path, **{name: "0"})


def test_a_short_secret_is_refused_and_not_told(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="BEFFROI_SECRET_KEY") as told:
        read(tmp_path, SECRET_KEY="motdepasse")
    assert "motdepasse" not in str(told.value)


@pytest.mark.parametrize("content", ["", "   \n", "court", "\udcff"])
def test_a_secret_file_that_protects_nothing_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret").write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(BadSetting, match="secret"):
        read(tmp_path)


def test_two_programs_that_start_together_have_one_secret(tmp_path: Path) -> None:
    found: list[str] = []
    starts = [threading.Thread(target=lambda: found.append(read(tmp_path).secret_key)) for _ in range(12)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert len(set(found)) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["secret"]
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(BadSetting, match="ne peut être ni lu ni écrit"):
        read(tmp_path / "file" / "var")


def test_what_the_program_writes_is_for_its_own_account(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o755)
    done = subprocess.run(
        [sys.executable, "-m", "beffroi", "backup"], cwd=project.ROOT, check=False, capture_output=True, text=True,
        env=os.environ | {"BEFFROI_DATA_DIR": str(folder)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {oct(each.stat().st_mode & 0o077) for each in folder.rglob("*")} == {"0o0"}


def test_a_folder_everybody_writes_in_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    kept_private(tmp_path)
    assert tmp_path.stat().st_mode & 0o7777 == 0o1777


def test_limits_do_not_look_at_the_clock_on_the_wall() -> None:
    seconds = iter([0.0, 1.0, 2.0, 61.0])
    limiter = Limiter(2, ticking=lambda: next(seconds))
    assert [limiter.take("ada").ok for _ in range(4)] == [True, True, False, True]


def test_a_crowd_of_addresses_is_forgotten_two_at_a_time_and_never_kept_whole() -> None:
    now = 0.0
    limiter = Limiter(2, ticking=lambda: now)
    for number in range(KEPT_KEYS + 500):
        limiter.take(f"address {number}")
    assert len(limiter._taken) == KEPT_KEYS
    now = 61.0
    for number in range(50):
        before = len(limiter._taken)
        limiter.take(f"later {number}")
        assert before - len(limiter._taken) <= 1  # one came, two left: no message pays for all the others
    assert len(limiter._taken) == KEPT_KEYS - 50


def test_a_mistyped_setting_is_told_with_the_one_it_is_nearest_to() -> None:
    environment = {
        "BEFFROI_REST_TOKN": "x",
        "BEFFROI_PORT": "8081",
        "BEFFROI_KEEP_AUDIT_DAYS": "30",
        "BEFFROI_LOG": "json",
        "HOME": "/",
    }
    assert unknown(environment) == {"BEFFROI_PORT": "", "BEFFROI_REST_TOKN": "BEFFROI_REST_TOKEN"}
