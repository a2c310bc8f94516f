"""Prints how time and memory grow: `make scale`, or `python scripts/scale.py PART…`; each size in a process of its own.

The parts are `rows` (messages kept), `turns` (of one conversation), `intents`, `records`, `communes` and `inbox` (messages
to read for the operators). Times are processor milliseconds, the median of several; memory is what the part added to the
process. `growth` is the power by which the time grew since the size before: 1 is linear, 0 is constant.
"""

import asyncio
import gc
import itertools
import json
import math
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.engine import standin

standin.install()

import bench_console  # noqa: E402
import psutil  # noqa: E402

from beffroi import building  # noqa: E402
from beffroi.commands.answers_report import in_service  # noqa: E402
from bot.clock import paris_day, system_clock  # noqa: E402
from bot.house import House  # noqa: E402
from bot.settings import Settings  # noqa: E402
from bot.store.conversations import Incoming  # noqa: E402
from bot.turn import take  # noqa: E402
from learning.inbox import candidates, collecting  # noqa: E402
from learning.sentences import intents as taught  # noqa: E402
from learning.tables import candidates as waiting  # noqa: E402
from learning.tables import groups  # noqa: E402
from nlu.components import cards  # noqa: E402
from nlu.crossing import configured  # noqa: E402
from nlu.examples import Row, read_nlu  # noqa: E402
from nlu.learner import learn  # noqa: E402
from nlu.selector.weighed import Asked  # noqa: E402
from region import in_force  # noqa: E402
from region.communes_file import shipped  # noqa: E402
from region.elsewhere import Elsewhere  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = (
    "C'est quoi Proch'IA ?", "Qui peut candidater à l'AMI ?", "Quel est le montant maximum de l'aide ?",
    "Comment contacter la Région ?", "Mes données sont-elles protégées ?", "Quelle est la date limite ?",
)  # fmt: skip
WORST = 1.2
"""The growth above which a measure is named: n log n between ten and a hundred thousand is 1.1."""
FLOOR_MS = 0.3
"""Below it a growth is noise."""

Figures = dict[str, float]


def spent(work: Callable[[], object], times: int = 7) -> float:
    """Return the median processor milliseconds of some work."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        work()
        taken.append(1e3 * (time.process_time() - began))
    return statistics.median(taken)


async def awaited(work: Callable[[], Awaitable[object]], times: int = 7) -> float:
    """Return the median processor milliseconds of some asynchronous work."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        await work()
        taken.append(1e3 * (time.process_time() - began))
    return statistics.median(taken)


def megabytes() -> float:
    gc.collect()
    return psutil.Process().memory_info().rss / 1e6


@asynccontextmanager
async def opened() -> AsyncIterator[House]:
    """Give a house on a database of its own, with the model last trained."""
    with tempfile.TemporaryDirectory() as folder:
        given = {"BEFFROI_DATA_DIR": folder, "BEFFROI_RATE_PER_MINUTE": "10000"}
        async with building.opened(Settings.read(given)) as house:
            await house.engines.load(Path(in_service()), version="scale")
            for number, text in enumerate(QUESTIONS * 3):
                await take(house, Incoming("web", f"warm-{number}", text))
            yield house


async def rows(count: int) -> Figures:
    """A turn of someone new, beside so many messages kept; and what the database weighs."""
    async with opened() as house:
        await bench_console.written(house, count)
        number = itertools.count()

        async def asked() -> None:
            await take(house, Incoming("web", f"new-{next(number)}", QUESTIONS[next(number) % len(QUESTIONS)]))

        await asked()
        size = sum(each.stat().st_size for each in house.settings.data_dir.glob("beffroi.sqlite*")) / 1e6
        return {"a turn (ms)": await awaited(asked, 60), "database (MB)": size, "process (MB)": megabytes()}


async def turns(count: int) -> Figures:
    """The turn after so many of the same conversation."""
    async with opened() as house:
        for number in range(count):
            await take(house, Incoming("web", "long", f"{QUESTIONS[number % len(QUESTIONS)]}"))
        number = iter(range(1_000))

        async def asked() -> None:
            await take(house, Incoming("web", "long", QUESTIONS[next(number) % len(QUESTIONS)]))

        return {"the next turn (ms)": await awaited(asked, 30), "process (MB)": megabytes()}


async def intents(count: int) -> Figures:
    """Teaching and reading so many intents: those of today, and others of forty sentences of invented words."""
    told = list(read_nlu(sorted((ROOT / "nlu/data").glob("*.yml"))))
    chance = random.Random(0)
    known = len({row.intent for row in told})
    for number in range(known, count):
        words = [_word(chance) for _ in range(60)]
        told += [Row(" ".join(chance.choices(words, k=chance.randint(4, 9))), f"invented_{number}") for _ in range(40)]
    began, before = time.process_time(), megabytes()
    with in_force.for_turn(in_force.read(today=paris_day(system_clock()))):  # sentences are prepared as messages are
        model = learn(told, options=configured())
    teaching = time.process_time() - began
    return {
        "teaching (s)": teaching,
        "a message (ms)": spent(lambda: [model.rank(text) for text in QUESTIONS], 20) / len(QUESTIONS),
        "memory (MB)": megabytes() - before,
    }


async def records(count: int) -> Figures:
    """Choosing among so many records: those of today, then copies in which every question and name holds an invented word."""
    region = in_force.read(today=paris_day(system_clock()))
    with in_force.for_turn(region):
        built = cards.selector()
        held, chance = list(cards.cards(region.catalogue, region.today)), random.Random(0)
        for number in range(len(held), count):
            copied, word = held[number % len(held)], _word(chance)
            held.append(
                replace(
                    copied, id=f"{copied.id}-{number}", title=f"{copied.title} {word}", intents=(), default_of=(),
                    questions=tuple(f"{each} {word}" for each in copied.questions), names=(word,),
                )
            )  # fmt: skip
        before, began = megabytes(), time.process_time()
        chosen = type(built)(held[:count], lexicon=built.index.lexicon, meaning=built.index.meaning)
        chosen.weigh(Asked(QUESTIONS[0]))
        building_it = time.process_time() - began
        asked = [Asked(text) for text in QUESTIONS]
        return {
            "a question (ms)": spent(lambda: [chosen.weigh(each) for each in asked], 20) / len(asked),
            "building the index (s)": building_it,
            "memory (MB)": megabytes() - before,
        }


async def communes(count: int) -> Figures:
    """Reading the first so many communes of the rest of France, and finding one in a sentence."""
    packed = shipped()
    lines = list(packed.others(frozenset()))[:count]
    before, began = megabytes(), time.process_time()
    known = Elsewhere(packed, lines)
    reading = 1e3 * (time.process_time() - began)
    names = ("rouen", "grenoble", "saint brieuc", "nulle part")
    return {
        "reading (ms)": reading,
        "finding (ms)": spent(lambda: [known.in_a_sentence(name, capital=True) for name in names], 50) / len(names),
        "memory (MB)": megabytes() - before,
    }


async def inbox(count: int) -> Figures:
    """The operators' inbox when so many messages wait in it: a thousand more are read, the next one is looked for."""
    async with opened() as house:
        await _waiting(house, count)
        await bench_console.written(house, 1_000)
        began, before = time.process_time(), megabytes()
        await collecting.collect(house.database, telegram=False, now=house.clock())
        reading = time.process_time() - began

        async def first() -> None:
            async with house.database.read() as connection:
                await candidates.next_ones(connection)
                await candidates.biggest_groups(connection)

        return {
            "a thousand more (s)": reading,
            "the next one (ms)": await awaited(first),
            "memory (MB)": megabytes() - before,
        }


async def _waiting(house: House, count: int) -> None:
    """Let messages wait for a label, three in a group; their transcripts are below all numbers that exist."""
    chance, names = random.Random(1), list(taught.known())
    for start in range(0, count, bench_console.SLICE):
        said = [
            (number, row)
            for number, row in enumerate(
                bench_console.messages(chance, names, start, start + bench_console.SLICE, count), start
            )
        ]
        rows = [
            {
                "transcript_id": -1 - number, "conversation_id": row["conversation_id"], "channel": "web", "at": row["at"],
                "text": row["text"], "key": row["text"], "intent": row["intent"], "confidence": row["confidence"],
                "ranking": row["ranking"], "reason": "unsure", "value": chance.random(), "group_id": 1 + number // 3,
                "state": candidates.WAITING,
            }
            for number, row in said
        ]  # fmt: skip
        async with house.database.write() as connection:
            await connection.execute(waiting.insert(), rows)
            sizes = [{"id": group, "size": 3} for group in sorted({row["group_id"] for row in rows[::3]})]
            await connection.execute(groups.insert().prefix_with("OR IGNORE"), sizes)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))


PARTS: Mapping[str, tuple[Callable[[int], Awaitable[Figures]], Sequence[int]]] = {
    "rows": (rows, (1_000, 10_000, 100_000, 1_000_000)),
    "turns": (turns, (5, 50, 250, 1_000)),
    "intents": (intents, (66, 150, 300)),
    "records": (records, (200, 1_000, 5_000)),
    "communes": (communes, (5_000, 15_000, 35_000)),
    "inbox": (inbox, (10_000, 100_000, 1_000_000)),
}


def growth(before: tuple[int, float], after: tuple[int, float]) -> float:
    """Return the power by which a figure grew with the size."""
    return math.log(max(after[1], 1e-6) / max(before[1], 1e-6)) / math.log(after[0] / before[0])


def told(part: str) -> list[str]:
    """Measure and print a part, each size in a process of its own; return what grows faster than n log n."""
    measured: list[tuple[int, Figures]] = []
    worse = []
    for size in PARTS[part][1]:
        done = subprocess.run(
            [sys.executable, __file__, "--one", part, str(size)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{part} {size}\n{done.stderr[-2000:]}")
        figures = json.loads(done.stdout.splitlines()[-1])
        for name, value in figures.items():
            power = growth((measured[-1][0], measured[-1][1][name]), (size, value)) if measured else None
            shown = f"{power:5.2f}" if power is not None else "     "
            print(f"| {part} | {size:>9,} | {name:22} | {value:9.2f} | {shown} |", flush=True)
            noise = FLOOR_MS if name.endswith("(ms)") else 0.05
            if power is not None and power > WORST and value > noise:
                worse.append(f"{part}: {name} at {size:,} (power {power:.2f})")
        measured.append((size, figures))
    return worse


def main(arguments: Sequence[str]) -> int:
    """Print the table of the parts named (all of them by default); 1 when something grows faster than n log n."""
    if arguments[:1] == ["--one"]:
        measure, size = PARTS[arguments[1]][0], int(arguments[2])
        print(json.dumps(asyncio.run(measure(size))))  # type: ignore[arg-type]
        return 0
    print("| part | size | figure | value | growth |\n|---|---|---|---|---|")
    worse = [each for part in arguments or PARTS for each in told(part)]
    print(
        "grows faster than n log n:" if worse else "nothing grows faster than n log n",
        *worse,
        sep="\n- " if worse else "",
    )
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
