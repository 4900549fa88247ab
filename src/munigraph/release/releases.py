"""The folder of releases, and the atomic switch between them.

home/
  releases/{id}/   manifest.json  leaves.tsv  store/  search.db  dumps/
  current          → releases/{id}
  building/        where a build writes before its release gets its name
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from munigraph.errors import MissingError, UsageError, WriteError

from .manifest import FILE_NAME, DumpFile, Manifest

INDEX_FILE = "search.db"


@dataclass(frozen=True, slots=True)
class Release:
    """One release on disk."""

    path: Path
    manifest: Manifest

    @property
    def id(self) -> str:
        return self.manifest.id

    def store(self) -> ox.Store:
        """Open the release's store read-only; any number of processes may."""
        return ox.Store.read_only(str(self.path / "store"))

    @property
    def index(self) -> Path:
        """The search index; releases made before there was one have none."""
        return self.path / INDEX_FILE

    def dump(self, file: DumpFile) -> Path:
        return self.path / "dumps" / file.name


@dataclass(frozen=True, slots=True)
class Releases:
    """All releases below one home folder."""

    home: Path

    @property
    def folder(self) -> Path:
        return self.home / "releases"

    @property
    def link(self) -> Path:
        return self.home / "current"

    @property
    def workshop(self) -> Path:
        """Where builds write; on the same file system, so that a rename is enough to publish."""
        return self.home / "building"

    def ids(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if (path / FILE_NAME).is_file())

    def get(self, release_id: str) -> Release:
        """The release of this id, or of the only id that begins so.

        Raises MissingError when there is none, UsageError when several begin so.
        """
        matches = [known for known in self.ids() if known.startswith(release_id)]
        if release_id in matches:
            matches = [release_id]
        if not matches or not release_id:
            known = ", ".join(self.ids()) or "none yet"
            raise MissingError(f"no release {release_id!r} in {self.folder}", hint=f"there are: {known}")
        if len(matches) > 1:
            raise UsageError(f"{release_id!r} may be {' or '.join(matches)}", hint="give more of the id")
        path = self.folder / matches[0]
        return Release(path, Manifest.read(path))

    def current_id(self) -> str | None:
        try:
            return self.link.readlink().name
        except OSError:
            return None

    def current(self) -> Release:
        """The release that is served.

        Raises MissingError when nothing has been built yet.
        """
        release_id = self.current_id()
        if release_id is None:
            raise MissingError(f"there is no release in {self.home} yet", hint="run `munigraph build`")
        return self.get(release_id)

    def switch(self, release_id: str) -> None:
        """Make a release the current one, in one atomic step.

        Raises MissingError when it does not exist, WriteError when the link cannot be made.
        """
        release = self.get(release_id)
        fresh = self.home / f".current-{os.getpid()}"
        with writing(self.home):
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(Path("releases") / release.id)
            fresh.replace(self.link)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn the operating system's refusal to write into a WriteError that names the folder."""
    try:
        yield
    except OSError as error:
        raise WriteError(
            f"cannot write in {folder}: {error.strerror or error}",
            hint="give a folder you may write in with --home, and see that the disk has room",
        ) from error
