"""Rasa's own command line on this project, without TensorFlow and listening on this machine only."""

import argparse
import os
import sys

NAME = "rasa"
PROJECT_FILES = {
    "train": ["--data", "nlu/data", "stories", "--domain", "domain", "--out", "var/rasa"],
    "data validate": ["--data", "nlu/data", "stories", "--domain", "domain"],
    "test": [],
    "shell": ["--model", "var/rasa"],
    "run": ["--model", "var/rasa", "--interface", "127.0.0.1"],
    "run actions": ["--actions", "actions"],
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Rasa's own arguments."""
    parser.add_argument("words", nargs=argparse.REMAINDER)


def run(args: argparse.Namespace) -> int:
    """Run Rasa's command line in the project, with its files named."""
    from rasa.__main__ import main

    from bot import project
    from bot.clock import paris_day, system_clock
    from region import in_force

    os.chdir(project.ROOT)
    os.environ.setdefault("RASA_CACHE_DIRECTORY", "var/cache")
    sys.path.insert(0, str(project.ROOT))
    sys.argv = ["rasa", *with_project_files(args.words)]
    with in_force.for_turn(in_force.read(today=paris_day(system_clock()))):
        main()
    return 0


def with_project_files(words: list[str]) -> list[str]:
    """Add where this project keeps its files, for what the person did not say."""
    key = max((key for key in PROJECT_FILES if words[: len(key.split())] == key.split()), key=len, default="")
    defaults = PROJECT_FILES.get(key, [])
    added: list[str] = []
    for group in _groups(defaults):
        added += [] if group[0] in words else group
    return [*words, *added]


def _groups(words: list[str]) -> list[list[str]]:
    groups: list[list[str]] = []
    for word in words:
        if word.startswith("--"):
            groups.append([word])
        else:
            groups[-1].append(word)
    return groups
