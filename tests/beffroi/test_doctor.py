"""`beffroi doctor`: what is wrong on a machine is said in French with what to do, and its exit status tells scripts."""

import asyncio
import json
import socketserver
import string
import subprocess
import threading
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer

from beffroi import doctor
from beffroi.doctor import outside
from bot.settings import Settings
from region.files import read_yaml
from tests.beffroi.conftest import env
from tests.beffroi.test_cli import beffroi
from tests.conftest import DATA
from tests.region.aids_server import KEY, AidsServer

SAID = read_yaml(Path(doctor.__file__).with_name("doctor.yml"))


def findings(folder: Path, **more: str) -> dict[str, str]:
    """Return how each thing stands, by its key; no register is reached for."""
    away = {"BEFFROI_GEO_API_URL": "http://127.0.0.1:9", "BEFFROI_COMPANY_API_URL": "http://127.0.0.1:9"}

    async def looked() -> dict[str, str]:
        return {each.key: each.state async for each in doctor.examine(env(folder, **away, **more))}

    return asyncio.run(looked())


def test_a_machine_that_is_ready_has_nothing_to_mend(folder: Path) -> None:
    folder.chmod(0o700)
    found = findings(folder)
    assert "wrong" not in found.values()
    assert (found["database"], found["model"], found["data"], found["folder"]) == ("good",) * 4


@pytest.mark.parametrize(
    ("setting", "value", "key"),
    [
        ("BEFFROI_PUBLIC_URL", "http://assistant.exemple.fr", "address_plain"),
        ("BEFFROI_PUBLIC_URL", "assistant.exemple.fr", "address_unreadable"),
        ("BEFFROI_ALLOWED_SITES", "www.exemple.fr", "site_unreadable"),
        ("BEFFROI_SMTP_URL", "smtp://127.0.0.1:9", "mail_away"),
        ("BEFFROI_MAX_TURNS", "beaucoup", "settings_wrong"),
        ("BEFFROI_DATABASE_URL", "postgresql://127.0.0.1:9/test", "database_away"),
    ],
)
def test_a_setting_that_cannot_work_is_named(tmp_path: Path, setting: str, value: str, key: str) -> None:
    assert findings(tmp_path, **{setting: value})[key] == "wrong"


def test_a_region_file_that_cannot_be_read_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack/service.yml").write_text("a: [", encoding="utf-8")
    done = beffroi(tmp_path, "doctor", BEFFROI_PACK_DIR=str(tmp_path / "pack"))
    assert done.returncode == 1
    assert "service.yml" in done.stdout
    assert "beffroi data check" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_folder_others_may_read_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert findings(tmp_path)["folder_open"] == "note"


def test_a_mail_server_that_answers_is_good(tmp_path: Path) -> None:
    with _mail_server() as port:
        assert findings(tmp_path, BEFFROI_SMTP_URL=f"smtp://127.0.0.1:{port}")["mail"] == "good"


def test_each_finding_is_one_json_object_for_scripts(tmp_path: Path) -> None:
    done = beffroi(tmp_path, "doctor", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["state"] for row in rows} <= {"good", "note", "wrong"}
    assert done.returncode == int(any(row["state"] == "wrong" for row in rows))


def test_no_sentence_could_show_a_secret() -> None:
    fields = {
        name for text in SAID.values() if isinstance(text, str) for _, name, _, _ in string.Formatter().parse(text)
    }
    assert not {name for name in fields if name and ("token" in name or "secret" in name)}


def test_the_token_is_not_shown_when_telegram_is_away(tmp_path: Path) -> None:
    secret = "123456:a-token-that-must-never-be-shown"
    more = {"BEFFROI_TELEGRAM_TOKEN": secret, "BEFFROI_TELEGRAM_API_URL": "http://127.0.0.1:9"}
    done: subprocess.CompletedProcess[str] = beffroi(tmp_path, "doctor", **more)
    assert "Telegram" in done.stdout
    assert secret not in done.stdout + done.stderr


def _mail_server() -> "_Served":
    return _Served()


class _Served:
    """A mail server that greets and takes NOOP and QUIT."""

    def __enter__(self) -> int:
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Greeting)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return int(self._server.server_address[1])

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Greeting(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 yes\r\n")
            if line.upper().startswith(b"QUIT"):
                return


async def test_whether_aides_territoires_accepts_the_key_is_told() -> None:
    server = AidsServer(DATA / "api" / "aides-territoires")
    async with TestServer(server.app) as started:
        url = str(started.make_url("/api"))
        for key, place, told in (
            ("", url, ("aids_off", "note")),
            (KEY, url, ("aids", "good")),
            ("autre", url, ("aids_refused", "wrong")),
            (KEY, "http://127.0.0.1:9/api", ("aids_away", "note")),
        ):
            settings = Settings(aides_territoires_url=place, aides_territoires_token=key)
            assert [(each.key, each.state) for each in await outside.aids(settings)] == [told]
            assert told[0] in SAID
