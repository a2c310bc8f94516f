"""Breaks what a service stands on while people write to it, and prints what became of their messages.

Run by `make chaos`, ten minutes at most; `make chaos PARTS="lock away"` runs some parts. Each part plays on SQLite, and
on PostgreSQL where one answers at BEFFROI_TEST_DATABASE_URL, through a door of its own that can be closed. It fails where
a message is lost, doubled or out of order, where an error is no « wait » of ours, where a command fails, where `/readyz` does
not say what is wrong, and where the service held `/livez` more than the bar: its own doing, without what both it and the
probe waited for a processor that others used.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from .door import POSTGRES, there_is_a_server
from .otherwise import COMPILER
from .parts import PARTS, Part
from .people import SAID, answered, became, person
from .place import ROOT, Place, a_place, serve, stop
from .stalls import BAR_MS, Probe

PEOPLE, BOUND_SECONDS = 3, 600.0
COLUMNS = (
    "part", "database", "sent", "lost", "doubled", "out of order", "told to wait (503)", "other errors",
    "worst `/livez`", "of its own doing",
)  # fmt: skip


async def played(place: Place, part: Part) -> tuple[str, bool]:
    """Play one part under load; return its line of the table, and whether nothing was wrong."""
    await serve(place)
    async with aiohttp.ClientSession() as session:  # the first answers of a fresh service are not what is measured
        for text in SAID:
            await answered(place, session, "first", text, f"first-{text}")
    over, probing = asyncio.Event(), Probe(place)
    people = [asyncio.create_task(person(place, number, over)) for number in range(PEOPLE)]
    probing.start()
    await asyncio.sleep(1)
    await part.play(place)
    await asyncio.sleep(2)
    over.set()
    async with asyncio.timeout(60):
        await asyncio.gather(*people)
    await asyncio.to_thread(probing.end)
    await stop(place)
    return await _told(place, part)


async def _told(place: Place, part: Part) -> tuple[str, bool]:
    seen, own = await became(place), 1000 * place.own
    if part.judged and own > BAR_MS:
        place.faults.append(f"the service held /livez for {own:.0f} ms, more than {BAR_MS}")
    counted = (seen.sent, seen.lost, seen.doubled, seen.disordered, place.refused, place.broken)
    well = not (seen.lost or seen.doubled or seen.disordered or place.broken or place.faults)
    return " | ".join(map(str, counted)) + f" | {1000 * place.stall:.0f} ms | {own:.0f} ms", well


def _chosen(wanted: Sequence[str]) -> Iterator[tuple[str, Part, str]]:
    for name in wanted:
        yield from ((name, PARTS[name], kind) for kind in PARTS[name].on)


def not_played(part: Part, kind: str, *, server: bool, began: float) -> str:
    """Return why a part cannot be played here, or nothing."""
    if kind == "PostgreSQL" and not server:
        return f"no server at {POSTGRES}"
    if kind in part.otherwise and not COMPILER:
        return "no compiler (cc) to show another clock or disk"
    return "ten minutes are over" if time.monotonic() - began > BOUND_SECONDS - 60 else ""


async def main(wanted: Sequence[str]) -> int:
    """Print the table; 1 where something was wrong."""
    began, server, wrong = time.monotonic(), await there_is_a_server(), []
    print("|", " | ".join(COLUMNS), "|")
    print("|---" * len(COLUMNS) + "|")
    async with _backup() as archive:
        for name, part, kind in _chosen(wanted):
            if why := not_played(part, kind, server=server, began=began):
                print(f"| {name} | {kind} | not played: {why} |", flush=True)
                continue
            async with a_place(archive, kind, otherwise=kind in part.otherwise) as place:
                line, well = await played(place, part)
            print(f"| {name} | {kind} | {line} |", flush=True)
            wrong += [f"{name}, {kind}: {fault}" for fault in place.faults or [] if not well]
            wrong += [f"{name}, {kind}"] if not well and not place.faults else []
    print(*wrong, sep="\n", file=sys.stderr)
    return int(bool(wrong))


@asynccontextmanager
async def _backup() -> AsyncIterator[Path]:
    """Give a backup of the project's own data."""
    with tempfile.TemporaryDirectory(prefix="beffroi-chaos-") as kept:
        making = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "beffroi", "backup", "--folder", kept, cwd=ROOT,
            env=os.environ | {"BEFFROI_DATA_DIR": str(ROOT / "var")}, stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        if await making.wait():
            raise SystemExit("the project has no model yet: run « make install »")
        yield next(Path(kept).glob("beffroi-*.zip"))


if __name__ == "__main__":
    chosen = sys.argv[1:] or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        raise SystemExit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    sys.exit(asyncio.run(main(chosen)))
