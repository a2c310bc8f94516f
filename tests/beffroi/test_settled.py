"""A service that is ready does not stop everybody: neither to look for garbage among what lives as long as itself, nor for a thread."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import project
from bot.running.settled import HANDED_SECONDS
from tests.beffroi.conftest import env
from tests.beffroi.test_serve import free_port

WATCHED = """
import contextlib, gc, os, signal, sys, threading, time, urllib.request
from beffroi.cli import main

def look(port):
    for _ in range(1200):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz"):
            break
        time.sleep(0.1)
    print("looked", len(gc.get_objects()), gc.get_freeze_count(), sys.getswitchinterval(), gc.isenabled(), flush=True)
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=look, args=sys.argv[1:], daemon=True).start()
sys.exit(main(["serve", "--port", sys.argv[1]]))
"""


def test_a_service_that_is_ready_looks_for_garbage_among_what_is_new_only_and_no_thread_keeps_the_interpreter(
    folder: Path,
) -> None:
    command = [sys.executable, "-W", "ignore", "-c", WATCHED, str(free_port())]
    done = subprocess.run(command, cwd=project.ROOT, env=env(folder), capture_output=True, text=True, check=True)
    looked = next(line.split() for line in done.stdout.splitlines() if line.startswith("looked"))
    searched, left_alone = map(int, looked[1:3])
    assert left_alone > 5 * searched
    assert float(looked[3]) == pytest.approx(HANDED_SECONDS)
    assert looked[4] == "True"
