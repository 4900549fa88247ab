"""A release on disk: the one thing that compiler and server share.

A release is a folder, immutable and complete once it has its name. `current`
is a symbolic link to the one that is served; switching is one `rename`.
"""

from .changes import Changes, patch_lines
from .leaves import Leaf, LeafReader, Leaves
from .manifest import DumpFile, Manifest
from .releases import Release, Releases
from .verify import damages

__all__ = [
    "Changes",
    "DumpFile",
    "Leaf",
    "LeafReader",
    "Leaves",
    "Manifest",
    "Release",
    "Releases",
    "damages",
    "patch_lines",
]
