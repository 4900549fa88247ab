"""Why a file gave no text to read from."""

from __future__ import annotations

from typing import ClassVar

from munigraph.errors import MunigraphError


class DocumentError(MunigraphError):
    """A file that cannot be read as a document. The message says which file and why."""

    exit_code: ClassVar[int] = 65


class EncodingError(DocumentError):
    """A text whose bytes are in another encoding than we read."""


class FormatError(DocumentError):
    """A file of a kind that we do not read, or a damaged one."""


class EncryptedError(DocumentError):
    """A PDF that asks for a password."""


class NoTextError(DocumentError):
    """A document without any text: pictures of pages, an empty file."""


class TooLargeError(DocumentError):
    """A file, or the text in it, is larger than we read."""


class TooCostlyError(DocumentError):
    """A file that took more time or memory to open than it may."""
