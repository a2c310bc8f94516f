"""Shows a service another clock and another disk than the machine's, which is left alone (otherwise.c)."""

import mmap
import shutil
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")
TOLD = struct.Struct("=qq")
COMPILER = shutil.which("cc")
"""What compiles it, or None: the parts that need it are then not played."""


class Otherwise:
    """What one service is shown; `folder` holds the compiled library and the numbers it reads."""

    def __init__(self, folder: Path) -> None:
        library, numbers = folder / "otherwise.so", folder / "otherwise"
        assert COMPILER
        subprocess.run([COMPILER, "-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"], check=True)
        numbers.write_bytes(TOLD.pack(0, 0))
        with numbers.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), TOLD.size)
        self.environment: Mapping[str, str] = {"LD_PRELOAD": str(library), "BEFFROI_OTHERWISE": str(numbers)}

    def tell(self, *, later: int = 0, read_only: bool = False) -> None:
        """Add `later` seconds (negative: back) to the time of day; make the disk read-only, or writable again."""
        self._shared[:] = TOLD.pack(later, read_only)
