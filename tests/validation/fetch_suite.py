"""Fetches the W3C's SHACL test suite, which is not ours to hand on: python -m tests.validation.fetch_suite

pySHACL's source distribution carries it. pip fetches that from the index it is set up with, and
refuses it before opening it where its SHA-256 is not the one in `w3c-suite.txt`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUITE = Path(os.environ.get("MUNIGRAPH_SHACL_SUITE") or HERE.parents[1] / "var" / "suites" / "shacl")
WITHIN = Path("test", "resources", "sht_tests")


def download(folder: Path) -> Path:
    """The archive with the suite, in a folder that was empty."""
    options = ["--quiet", "--no-deps", "--require-hashes", "--dest", str(folder)]
    wanted = ["--requirement", str(HERE / "w3c-suite.txt")]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, *wanted], check=True)
    (archive,) = folder.glob("*.tar.gz")
    return archive


def unpack(archive: Path, suite: Path) -> None:
    """The suite's files and nothing else; whatever would leave its folder is refused."""
    inside = Path(archive.name.removesuffix(".tar.gz")) / WITHIN
    with tempfile.TemporaryDirectory() as name, tarfile.open(archive) as opened:
        members = [member for member in opened if Path(member.name).is_relative_to(inside)]
        opened.extractall(name, members, filter="data")
        suite.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(Path(name) / inside, suite)


def main() -> None:
    if SUITE.exists():
        sys.exit(f"{SUITE} is there already; remove it to fetch the suite anew")
    with tempfile.TemporaryDirectory() as folder:
        unpack(download(Path(folder)), SUITE)
    print(f"{len(list(SUITE.rglob('*.ttl')))} files in {SUITE}")


if __name__ == "__main__":
    main()
