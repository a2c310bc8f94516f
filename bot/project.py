"""Where the project's own files are: config, domain, stories and training sentences."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONFIG = ROOT / "config.yml"
DOMAIN = ROOT / "domain"
STORIES = ROOT / "stories"
EXAMPLES = ROOT / "nlu" / "data"
EXAM = ROOT / "nlu" / "exam"
