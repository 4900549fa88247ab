"""What can go wrong, as a tree of types.

Every error says what was wrong, where, and what to do about it. The exit
codes are those of BSD `sysexits`, so that scripts can tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


class MunigraphError(Exception):
    """Base of all errors we raise on purpose.

    `hint` says what the reader can do; `exit_code` is what the command line ends with.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n  → {self.hint}" if self.hint else self.message


class UsageError(MunigraphError):
    """The call itself is wrong: an unknown option value, a name that does not exist."""

    exit_code = 64


class MissingError(MunigraphError):
    """A file, folder or release that was asked for is not there."""

    exit_code = 66


class UnavailableError(MunigraphError):
    """Something outside is in the way: a taken port, a service that does not answer."""

    exit_code = 69


class WriteError(MunigraphError):
    """A file or folder could not be written."""

    exit_code = 73


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place of one input file.

    `line` counts from 1; 0 means the file as a whole.
    """

    path: Path
    line: int
    key: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        key = f" [{self.key}]" if self.key else ""
        hint = f"\n  → {self.hint}" if self.hint else ""
        return f"{place}{key}: {self.message}{hint}"


class InputFaultsError(MunigraphError):
    """Input files are faulty. Carries *all* faults, in order of place."""

    exit_code = 65

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        super().__init__(f"{count} fault{'s' if count != 1 else ''} in the input")

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class RefusedBuildError(MunigraphError):
    """The input reads well but must not be released: shapes violated or axioms contradicted.

    `report` says so for programs: a SHACL report in Turtle.
    """

    exit_code = 65

    def __init__(self, message: str, *, hint: str = "", report: bytes = b"") -> None:
        super().__init__(message, hint=hint)
        self.report = report


class DamagedReleaseError(MunigraphError):
    """A release on disk is not what its manifest says."""

    exit_code = 65
