"""The styles and scripts of the console, under an address that changes when they do."""

from pathlib import Path

from web.assets import Assets, folder

ASSETS = Assets("/console/static", folder(Path(__file__).with_name("static"), ".js", ".css", ".svg"))
