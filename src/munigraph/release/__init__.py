"""A release on disk: the one thing that compiler and server share.

A release is a folder, immutable and complete once it has its name. `current`
is a symbolic link to the one that is served; switching is one `rename`.
"""

from .changes import Changes, changes, patch_lines, quad_lines
from .manifest import DumpFile, Manifest
from .releases import Release, Releases
from .verify import damages

__all__ = [
    "Changes",
    "DumpFile",
    "Manifest",
    "Release",
    "Releases",
    "changes",
    "damages",
    "patch_lines",
    "quad_lines",
]
