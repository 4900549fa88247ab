"""What a worker may reach of the network, kept by the kernel: nothing but the relay of its front process.

No query is evaluated whose text calls anybody else (`outside`). Should that ever be wrong, the
kernel still refuses to connect: Landlock, of Linux 6.7 and later, which asks for no privileges.
Elsewhere the text alone decides. See landlock(7).
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION = 1
_NETWORK_VERSION = 4
_BIND_TCP, _CONNECT_TCP = 1, 2
_NET_PORT = 2
_NO_NEW_PRIVILEGES = 38


def confine(port: int) -> bool:
    """Let this thread, and what it starts, connect by TCP to one port at most, or with port 0 to none.

    Gives back whether the kernel can do that.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(_CREATE_RULESET, None, 0, _VERSION) < _NETWORK_VERSION:
        return False
    handled = struct.pack("=QQ", 0, _BIND_TCP | _CONNECT_TCP)
    ruleset = libc.syscall(_CREATE_RULESET, handled, len(handled), 0)
    if ruleset < 0:
        return False
    try:
        if port and libc.syscall(_ADD_RULE, ruleset, _NET_PORT, struct.pack("=QQ", _CONNECT_TCP, port), 0):
            return False
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)
