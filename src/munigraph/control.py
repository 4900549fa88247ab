"""Where the running service listens for its operator: a socket in a folder that only its user may enter.

Below all layers, since the server listens here and the command line calls.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from .errors import UnavailableError
from .settings import Settings


def socket_path(settings: Settings, port: int) -> Path:
    """The socket of the service on a port of this machine; its folder is made if need be.

    Raises UnavailableError when the folder belongs to somebody else.
    """
    if settings.control:
        return Path(settings.control)
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(runtime or tempfile.gettempdir()) / f"munigraph-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise UnavailableError(f"{folder} cannot be used: {error.strerror or error}") from error
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise UnavailableError(
            f"{folder} is not a folder that only you may enter", hint="name another socket with `control`"
        )
    return folder / f"{port}.sock"
