"""Counts the French sentences left in Python: `scripts/french_in_code.py [ROOM…]` names each, with its line.

A text is French when it has an accented letter, « or », or two of the small words below; docstrings are not counted.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("actions", "beffroi", "bot", "channels", "console", "learning", "nlu", "region", "web")
LETTERS = re.compile(r"[àâäéèêëîïôöùûüçœ«»]", re.IGNORECASE)
SMALL = re.compile(
    r"(?<![\w.])(?:le|la|les|une|des|du|de|et|est|pas|ne|pour|dans|avec|sur|vous|votre|que|par)(?![\w.])"
)


def french(room: str) -> Iterator[tuple[str, int, str]]:
    """Yield the file, the line and the text of each French literal of a room."""
    for path in sorted((ROOT / room).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
            if literal and is_french(node.value):
                yield str(path.relative_to(ROOT)), node.lineno, node.value


def is_french(text: str) -> bool:
    """Tell whether a text reads as French: an accent, « or », or two small words."""
    return bool(LETTERS.search(text)) or len(SMALL.findall(text)) > 1


def main(rooms: list[str]) -> int:
    for room in rooms or ROOMS:
        found = list(french(room))
        print(f"{room}: {len(found)}")
        for file, line, text in found if rooms else ():
            print(f"  {file}:{line}: {text[:100]!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
