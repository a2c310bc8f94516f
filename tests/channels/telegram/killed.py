"""A deliverer in a process of its own, to be killed with SIGKILL while Telegram has not answered yet."""

import asyncio
import sys
from pathlib import Path

from bot.engine import standin

standin.install()

from bot.store.database import Database  # noqa: E402
from tests.channels.telegram.engine import PhoneEngine  # noqa: E402
from tests.channels.telegram.phone import carry  # noqa: E402
from tests.houses import a_house  # noqa: E402


async def main(url: str, schema: str, folder: str, api_url: str, token: str) -> None:
    store, settings = Database(url, schema=schema or None), {"telegram_api_url": api_url, "telegram_token": token}
    async with a_house(store, Path(folder), engine=PhoneEngine(), **settings) as house:
        await carry(house, asyncio.Event(), seconds=60)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
