"""Makes what browsers get that is not written by hand, with npm: `python assets/build.py`.

Without npm, or when it fails (it may have no network), there is none of it and pages do
without: that is no error. What was made of other sources is never left standing.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "src" / "munigraph" / "web" / "static" / "built"
STAMP = "made-of.txt"
"""The file that holds the hash of all that the folder was made of."""

MODULES = HERE / "node_modules"
LOCKED = ".installed-from.json"
"""A copy of the lockfile that the packages were installed from, beside them."""

WITHOUT = "pages come without the rich query editor and without coastlines"
SECONDS = 600


def main() -> int:
    wanted = _fingerprint()
    if _made_of() == wanted:
        return 0
    shutil.rmtree(BUILT, ignore_errors=True)
    trouble = _make(wanted)
    print(f"munigraph: {trouble or f'made {BUILT}'}", file=sys.stderr)
    return 0


def _fingerprint() -> str:
    """Of all files that decide what is made."""
    sum_ = hashlib.sha256()
    for path in sorted([*HERE.glob("*.js*"), HERE / ".npmrc", *(HERE / "src").rglob("*")]):
        if path.is_file():
            sum_.update(f"{path.relative_to(HERE)}\0{path.stat().st_size}\0".encode())
            sum_.update(path.read_bytes())
    return sum_.hexdigest()


def _made_of() -> str:
    try:
        return (BUILT / STAMP).read_text(encoding="ascii")
    except OSError:
        return ""


def _make(fingerprint: str) -> str:
    """Make the folder anew; what kept it from being made, if something did."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return f"npm was not found; {WITHOUT}"
    with tempfile.TemporaryDirectory(prefix=".made-", dir=HERE) as aside:
        folder = Path(aside) / "built"
        try:
            _install(npm)
            _run(node, "build.js", str(folder))
        except (OSError, subprocess.SubprocessError) as error:
            return f"{WITHOUT}: {getattr(error, 'stderr', None) or error}"
        (folder / STAMP).write_text(fingerprint, encoding="ascii")
        shutil.move(folder, BUILT)
    return ""


def _install(npm: str) -> None:
    """Install the packages of the lockfile, unless they are installed already."""
    lock, installed = HERE / "package-lock.json", MODULES / LOCKED
    if not installed.is_file() or installed.read_bytes() != lock.read_bytes():
        _run(npm, "ci", "--ignore-scripts")
        shutil.copy(lock, installed)


def _run(*command: str) -> None:
    subprocess.run(
        command, cwd=HERE, check=True, capture_output=True, text=True, errors="replace", timeout=SECONDS
    )


if __name__ == "__main__":
    sys.exit(main())
