"""The sentences the house says by itself, whatever the model: first message, refusals, breakdowns, rights."""

from pathlib import Path

from region.wordings import Wordings

FOLDER = Path(__file__).with_name("wordings")
WORDINGS = Wordings(FOLDER)
say = Wordings(FOLDER / "trouble.yml").say  # what tells a trouble, without a house
