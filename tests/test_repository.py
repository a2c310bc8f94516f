"""The repository itself: what it must never carry, and documents that say all there is, and nothing else."""

import argparse
import importlib
import pkgutil
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from beffroi import commands
from bot.project import ROOT
from bot.settings import Settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "index" + "-url", '"resol' + 'ved":')
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
SETTING = re.compile(r"^\| `(BEFFROI_[A-Z_]+)` \| (.+?) \|", re.MULTILINE)
COMMAND = re.compile(r"^\| `beffroi ([a-z -]+)` \|", re.MULTILINE)
TARGET = re.compile(r"^([a-z][a-z-]*):(?!=)(.*)$", re.MULTILINE)


def tracked() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(ROOT), content.decode("utf-8")


def test_no_file_names_a_package_registry() -> None:
    found = [(str(path), name) for path, text in texts() for name in REGISTRIES if name in text]
    assert found == []


def test_no_file_names_a_path_of_this_machine() -> None:
    places = [f"{place}/" for place in (ROOT.parent, Path.home()) if len(place.parts) > 1]
    found = [(str(path), place) for path, text in texts() for place in places if place in text]
    assert found == []


class Asked(dict[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__(known)
        self.names: set[str] = set()

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        self.names.add(name)
        return super().get(name, default)


def test_readme_holds_exactly_the_settings_of_the_program(tmp_path: Path) -> None:
    asked = Asked({"BEFFROI_DATA_DIR": str(tmp_path)})
    Settings.read(asked)
    read_by_the_region = {"BEFFROI_PACK_DIR"}  # region/files.py: rules and records are read without the rest
    read_first = {"BEFFROI_LOG", "BEFFROI_LOG_LEVEL"}  # beffroi/logs.py: the log is open before anything is read
    assert {name for name, _ in SETTING.findall(README)} == asked.names | read_by_the_region | read_first


def test_readme_gives_the_defaults_of_the_program(tmp_path: Path) -> None:
    common = {"BEFFROI_DATA_DIR": str(tmp_path), "BEFFROI_SECRET_KEY": "x" * 32}
    usual = Settings.read(common)
    for name, default in SETTING.findall(README):
        if default.startswith("`") and name != "BEFFROI_DATA_DIR":
            assert Settings.read(common | {name: default.strip("`")}) == usual, name


def test_every_direct_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=!;\[ ]", each, maxsplit=1)[0].lower() for each in wanted}
    document = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    tables = document.partition("## Indirect")[0]
    assert {name.lower() for name in re.findall(r"^\| `([\w.-]+)` \| .+ \| .+ \|$", tables, re.MULTILINE)} == names


def known_commands() -> set[str]:
    """Return each command, or its actions (« data check ») when it has some."""
    found: set[str] = set()
    for each in pkgutil.iter_modules(commands.__path__):
        module, parser = importlib.import_module(f"beffroi.commands.{each.name}"), argparse.ArgumentParser()
        module.arguments(parser)
        actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        found |= {f"{module.NAME} {name}" for action in actions for name in action.choices} or {module.NAME}
    return found


def test_every_command_is_in_the_readme() -> None:
    assert known_commands() - set(COMMAND.findall(README)) == set()


def test_the_readme_promises_no_command_that_is_not_there() -> None:
    assert set(COMMAND.findall(README)) - known_commands() == set()


def test_every_make_target_says_what_it_does() -> None:
    targets = TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
    assert [name for name, rest in targets if "## " not in rest] == []


def test_links_between_documents_lead_somewhere() -> None:
    documents = [(path, text) for path, text in texts() if path.suffix == ".md"]
    broken = [
        f"{path} → {link}"
        for path, text in documents
        for link in LINK.findall(text)
        if not (ROOT / path.parent / link).exists()
    ]
    assert broken == []


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]
    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]


def test_publiccode_describes_this_version() -> None:
    described = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert described["publiccodeYmlVersion"] == "0.4"
    assert (described["softwareVersion"], described["legal"]["license"]) == (project["version"], "EUPL-1.2")
    assert f"[{project['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for spoken in described["description"].values():
        assert len(spoken["shortDescription"]) <= 150
        assert 150 <= len(spoken["longDescription"]) <= 10_000
        assert spoken["features"]
