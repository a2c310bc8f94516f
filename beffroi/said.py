"""The sentences of the command line, kept in wordings.yml."""

from pathlib import Path

from region.wordings import Wordings

say = Wordings(Path(__file__).with_name("wordings.yml")).say
