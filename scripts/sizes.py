"""Prints the compressed bytes a person's browser loads for the button and for the chat, and fails above the bars."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LOADER_BAR, CHAT_BAR = 5_000, 30_000


def main() -> int:
    import asyncio
    import gzip
    import tempfile

    from channels.render import frame_assets
    from channels.web.frame import loader_asset

    loader = len(loader_asset().gzipped)
    with tempfile.TemporaryDirectory() as folder:
        page = len(gzip.compress(asyncio.run(_frame(Path(folder))).encode(), 9))
    files = {"/w/": page} | {name: size for name, size in frame_assets().sizes().items() if name != "mark.svg"}
    for name, size in sorted(files.items(), key=lambda each: -each[1]):
        print(f"{size:7,d}  {name}")
    chat = sum(files.values())
    print(f"{loader:7,d}  widget.js, the button (bar {LOADER_BAR:,d})")
    print(f"{chat:7,d}  the chat, all it loads (bar {CHAT_BAR:,d})")
    return int(loader > LOADER_BAR or chat > CHAT_BAR)


async def _frame(folder: Path) -> str:
    """Return the frame's page, from the application itself."""
    from beffroi.building import opened
    from bot.settings import Settings
    from channels.web.frame import frame_page

    settings = Settings.read({"BEFFROI_DATA_DIR": str(folder)})
    async with opened(settings) as house:
        return frame_page(house).text or ""


if __name__ == "__main__":
    raise SystemExit(main())
