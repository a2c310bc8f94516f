"""The files a training reads: sentences with operators' changes, and stories.

An intent that operators added is known by its sentences alone (bot.engine.importer).
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

from bot.store.database import Database
from learning.sentences import changes


async def write(database: Database, folder: Path) -> Sequence[Path]:
    """Write under `folder` what a training reads, and return where it is; what nobody changed is read in its place."""
    shutil.rmtree(folder, ignore_errors=True)
    return await changes.write_files(database, folder / "nlu")
