"""Prints how well other subjects are refused when their genre was never taught: `scripts/genres_left_out.py [PARTS]`."""

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from nlu.crossing import configured
from nlu.examples import Row, read_nlu
from nlu.learner import learn, prepared
from nlu.model import IntentModel
from nlu.scope import OUT, Scope
from region import in_force
from region.files import read_yaml

ROOT = Path(__file__).resolve().parents[1]
GENRES = ROOT / "nlu/data/out_of_scope.yml"


def main(parts: int = 7) -> None:
    """Teach all genres but one part, ask that part, and so on."""
    genres = _genres()
    rest = read_nlu(path for path in sorted((ROOT / "nlu/data").glob("*.yml")) if path != GENRES)
    shares: dict[str, float] = {}
    for start in range(parts):
        left = list(genres)[start::parts]
        taught = [Row(text, OUT) for name in genres if name not in left for text in genres[name]]
        model = learn([*rest, *taught], options=configured())
        shares.update({name: _refused(model, genres[name]) for name in left})
    for name, share in sorted(shares.items(), key=lambda each: each[1]):
        print(f"{share:.2f}  {name} ({len(genres[name])})")
    asked = sum(map(len, genres.values()))
    print(f"{sum(shares[name] * len(genres[name]) for name in genres) / asked:.3f}  of {asked} in {len(genres)} genres")


def _genres() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for block in read_yaml(GENRES)["nlu"]:
        found[block["metadata"]["genre"]] += list(_examples(block["examples"]))
    return found


def _examples(block: str) -> Iterator[str]:
    return (line[2:] for line in block.splitlines())


def _refused(model: IntentModel, texts: list[str]) -> float:
    return sum(_out(model, prepared(text)) for text in texts) / len(texts)


def _out(model: IntentModel, text: str) -> bool:
    ranking = model.rank(text)
    return not ranking or Scope(model.factor(text, ranking)).decide(ranking)[0][0] == OUT


if __name__ == "__main__":
    with in_force.for_turn(in_force.read(today=date.today())):  # sentences are prepared as messages are
        main(*map(int, sys.argv[1:2]))
