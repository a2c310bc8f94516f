"""The software bill of materials names every library of the lock, once, with its hashes, and is always the same."""

import json
import re
import subprocess
import sys
from pathlib import Path

from bot.project import ROOT


def test_the_bill_names_every_pinned_library_with_its_hashes(tmp_path: Path) -> None:
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    for file in files:
        subprocess.run(
            [sys.executable, "-W", "ignore", "scripts/sbom.py", str(file)], cwd=ROOT, check=True, timeout=120
        )
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = set(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, re.MULTILINE))
    bill = json.loads(files[0].read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert {(each["name"], each["version"]) for each in bill["components"]} == pinned
    assert all(each["hashes"] and each["purl"].startswith("pkg:pypi/") for each in bill["components"])
    assert sum(len(each["hashes"]) for each in bill["components"]) == len(set(re.findall(r"sha256:\w{64}", lock)))
    assert files[0].read_bytes() == files[1].read_bytes()
