"""The command line: what it prints is JSON that scripts read, what fails is one sentence, never a traceback."""

import json
import socket
import subprocess
import sys
from pathlib import Path

from bot import project
from tests.beffroi.conftest import env


def beffroi(folder: Path, *words: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "beffroi", *words]
    return subprocess.run(
        command, cwd=project.ROOT, env=env(folder, **more), input=stdin, capture_output=True, text=True, check=False
    )


def failed(done: subprocess.CompletedProcess[str]) -> str:
    """Return the sentence of a foreseen failure, having checked that there is nothing else."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return next(line for line in done.stderr.splitlines() if line.startswith("beffroi : "))


def test_a_question_cites_its_source_and_its_date(folder: Path) -> None:
    done = beffroi(folder, "ask", "C'est quoi Proch'IA ?", "--json")
    reply = json.loads(done.stdout)
    assert reply["intent"]["name"] == "ask_prochia"
    assert reply["messages"][0]["sources"][0]["date"] == "2026-06-24"
    assert set(reply) >= {"messages", "intent", "ranking", "entities", "active_form", "asked"}
    assert "Je suis une intelligence artificielle" in done.stderr


def test_a_batch_keeps_each_senders_conversation_and_forgets_it(folder: Path, tmp_path: Path) -> None:
    lines = [
        {"sender": "a", "text": "notre commune de Lens a un projet à 90 000 € pour l'AMI, on y a droit ?"},
        {"sender": "b", "text": "bonjour"},
        {"sender": "a", "text": "du matériel"},
    ]
    file = tmp_path / "batch.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    replies = [json.loads(line) for line in beffroi(folder, "ask", "--batch", str(file), "--json").stdout.splitlines()]
    assert [reply["asked"] for reply in replies] == ["expenses", None, None]
    verdict = next(message["verdict"] for message in replies[2]["messages"] if "verdict" in message)
    assert verdict["verdict"] == "conditions_met"
    assert not json.loads(beffroi(folder, "export", "a").stdout)["turns"]


def test_a_bad_batch_line_is_named(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text('{"sender": "a", "text": "bonjour"}\n{"sender": "a"}\n', encoding="utf-8")
    assert "batch.jsonl, ligne 2" in failed(beffroi(folder, "ask", "--batch", str(file), "--json"))


def test_several_workers_on_sqlite_are_refused(folder: Path) -> None:
    assert "PostgreSQL" in failed(beffroi(folder, "serve", "--workers", "2"))


def test_a_port_in_use_is_said(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"127.0.0.1:{port}" in failed(beffroi(folder, "serve", "--port", port))


def test_a_bad_setting_is_named_with_its_value(folder: Path) -> None:
    done = beffroi(folder, "purge", BEFFROI_RETENTION_DAYS="trente")
    assert "BEFFROI_RETENTION_DAYS vaut « trente »" in failed(done)


def test_a_database_that_is_no_database_is_said(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "text.sqlite"
    file.write_text("this is not a database, and long enough to be read as one " * 40, encoding="utf-8")
    assert "illisible" in failed(beffroi(folder, "purge", BEFFROI_DATABASE_URL=f"sqlite:///{file}"))


def test_a_locked_database_is_said(folder: Path, tmp_path: Path) -> None:
    import sqlite3

    file = tmp_path / "locked.sqlite"
    assert beffroi(folder, "purge", BEFFROI_DATABASE_URL=f"sqlite:///{file}").returncode == 0
    with sqlite3.connect(file, isolation_level=None) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert "verrouillée" in failed(beffroi(folder, "purge", BEFFROI_DATABASE_URL=f"sqlite:///{file}"))


def test_wrong_arguments_are_status_two(folder: Path) -> None:
    assert beffroi(folder, "ask").returncode == 2
    assert beffroi(folder, "unknown").returncode == 2


def test_a_file_that_is_no_backup_changes_nothing(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    file.write_text("no", encoding="utf-8")
    assert "rien n'a été changé" in failed(beffroi(folder, "restore", str(file)))


def test_mask_prints_one_line_a_line(folder: Path) -> None:
    done = beffroi(
        folder, "mask", "--json", stdin='{"text": "écrivez à ada@example.org"}\n{"text": "SIREN 732829320"}\n'
    )
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first == {"text": "écrivez à <EMAIL>", "kinds": ["email"]}
    assert second["kinds"] == []
