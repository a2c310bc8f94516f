"""A program killed while Telegram has not answered: the reply is uncertain afterwards, and never sent again."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from bot.store.database import Database
from tests.botapi import Behaviour
from tests.channels.telegram.phone import a_line, carry, text
from tests.channels.telegram.stored import statuses


async def test_a_kill_during_the_call_leaves_one_call(
    database: Database, place: tuple[str, str | None], tmp_path: Path
) -> None:
    url, schema = place
    async with a_line(database, tmp_path, deliver=False) as line:
        line.api.will("sendMessage", Behaviour.slow(30))
        await line.post(text("Qu'est-ce que Prochia ?"))
        arguments = (url, schema or "", str(tmp_path), line.api.url, line.api.token)
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.channels.telegram.killed", *arguments, env=os.environ | {"PYTHONPATH": "."}
        )
        await line.api.until("sendMessage", seconds=60)
        program.send_signal(signal.SIGKILL)
        await program.wait()
        assert await statuses(line.house) == ["sending", "pending"]
        stop = asyncio.Event()
        again = asyncio.create_task(carry(line.house, stop))
        await line.said(2)
        await line.quiet()
        stop.set()
        await again
        assert await statuses(line.house) == ["uncertain", "sent"]
        assert len(line.api.of("sendMessage")) == 2
