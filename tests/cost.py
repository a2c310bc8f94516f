"""The processor time of this thread: the least of several attempts, so that no load, other thread or first use counts."""

import asyncio
import time
from collections.abc import Awaitable, Callable

ATTEMPTS = 5


def least(act: Callable[[int], object], attempts: int = ATTEMPTS) -> float:
    """Return the least seconds of processor of `act`, given the number of the attempt."""
    return min(_spent(act, attempt) for attempt in range(attempts))


async def least_awaited(act: Callable[[int], Awaitable[object]], attempts: int = ATTEMPTS) -> float:
    """Return the least seconds of processor of what `act` makes, given the number of the attempt."""
    times = []
    for attempt in range(attempts):
        start = time.thread_time()
        await act(attempt)
        times.append(time.thread_time() - start)
    return min(times)


def _spent(act: Callable[[int], object], attempt: int) -> float:
    start = time.thread_time()
    act(attempt)
    return time.thread_time() - start


async def longest_hold(act: Callable[[], Awaitable[object]], attempts: int = 3) -> float:
    """Return the most seconds of processor the event loop's thread takes between two turns of the loop, the least of attempts."""
    holds = []
    for _ in range(attempts):
        held, over = [0.0], asyncio.Event()
        watching = asyncio.create_task(_watched(held, over))
        await act()
        over.set()
        await watching
        holds.append(held[0])
    return min(holds)


async def _watched(held: list[float], over: asyncio.Event) -> None:
    last = time.thread_time()
    while not over.is_set():
        await asyncio.sleep(0)
        now = time.thread_time()
        held[0], last = max(held[0], now - last), now
