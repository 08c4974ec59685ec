"""What the server lays aside while it works stays in memory: whoever takes the disk away finds nothing in it."""

import shutil
import tempfile
from pathlib import Path

from starlette.formparsers import MultiPartParser
from streamlit import config

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in there, which nobody else may read
_MEGABYTE = 1024**2
_ROOM = 1024 * _MEGABYTE


def keep_off_the_disk() -> None:
    """Keep uploads whole in memory, and other temporary files (a workbook being written) in the system's folder in memory.

    Where the system has no such folder, or a small one as a container may, they go where it puts temporary files.
    """
    # Starlette would lay what is over a megabyte on the disk; how much may come is bounded before.
    MultiPartParser.spool_max_size = 2 * config.get_option("server.maxUploadSize") * _MEGABYTE
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _ROOM:
        tempfile.tempdir = str(_MEMORY)
