"""One typed settings object: defaults < file < environment < flags.

The file is `munigraph.toml` in the working folder (or `MUNIGRAPH_CONFIG`), one
flat table; the environment uses `MUNIGRAPH_` and the name in capitals.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .errors import UsageError
from .names import DEFAULT_BASE
from .origins import Origin, origin_of


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take, and how many there may be. Sizes are in bytes."""

    seconds: float = 30.0
    memory: int = 1 << 30
    rows: int = 10_000_000
    bytes: int = 2_000_000_000
    spool: int = 8_000_000_000
    workers: int = 8
    waiting: int = 128


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an operator can set."""

    home: Path = field(default=Path("var"), metadata={"help": "where releases live"})
    project: Path = field(
        default=Path(), metadata={"help": "the folder that holds ontology/, shapes/, data/ and queries/"}
    )
    base: str = field(
        default=DEFAULT_BASE, metadata={"help": "base IRI of things, graphs and releases of this site"}
    )
    host: str = field(default="127.0.0.1", metadata={"help": "address to listen on"})
    port: int = field(default=8000, metadata={"help": "port to listen on"})
    public_url: str = field(
        default="", metadata={"help": "address the service is reached at from outside (empty: as asked)"}
    )
    max_query_bytes: int = field(default=1_000_000, metadata={"help": "largest query accepted, in bytes"})
    query_seconds: float = field(default=30.0, metadata={"help": "longest time a query may take"})
    query_memory: int = field(default=1024, metadata={"help": "memory a query may take, in MiB"})
    max_rows: int = field(default=10_000_000, metadata={"help": "most rows or triples of an answer"})
    max_bytes: int = field(default=2_000_000_000, metadata={"help": "largest answer, in bytes"})
    spool_bytes: int = field(
        default=8_000_000_000, metadata={"help": "disk for answers that wait to be read, in bytes"}
    )
    workers: int = field(
        default=0, metadata={"help": "processes that answer queries (0: four more than two per core)"}
    )
    waiting: int = field(default=128, metadata={"help": "most queries that wait for a worker"})
    cache_bytes: int = field(default=64_000_000, metadata={"help": "memory for recent answers, in bytes"})
    trusted_proxies: str = field(
        default="", metadata={"help": "addresses whose X-Forwarded-For is believed, separated by commas"}
    )
    allow_service: str = field(
        default="", metadata={"help": "origins that SERVICE may call, separated by commas (empty: none)"}
    )
    control: str = field(
        default="", metadata={"help": "socket for `munigraph top` (empty: in the user's runtime folder)"}
    )
    sources: str = field(
        default="",
        metadata={"help": "folder of source texts, shown where their SHA-256 fits (empty: none)"},
    )
    log_requests: bool = field(default=True, metadata={"help": "write a line per request"})
    log_queries: bool = field(default=False, metadata={"help": "write the text of queries into these lines"})

    @property
    def origins(self) -> tuple[Origin, ...]:
        """What SERVICE may call."""
        named = (origin_of(text.strip()) for text in self.allow_service.split(","))
        return tuple(dict.fromkeys(origin for origin in named if origin))

    @property
    def limits(self) -> Limits:
        """What one query may take, and how many there may be."""
        return Limits(
            seconds=self.query_seconds,
            memory=self.query_memory << 20,
            rows=self.max_rows,
            bytes=self.max_bytes,
            spool=self.spool_bytes,
            workers=self.workers or 2 * (os.cpu_count() or 1) + 4,
            waiting=self.waiting,
        )


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings, and for each name where its value came from."""

    settings: Settings
    origins: Mapping[str, str]


def resolve(flags: Mapping[str, Any], environment: Mapping[str, str], folder: Path) -> Resolved:
    """Settle every setting from flags, environment, file and defaults, in this order.

    `flags` holds values given on the command line; `None` means not given.

    Raises UsageError on unknown names in the file and on values of the wrong kind.
    """
    path = Path(environment.get("MUNIGRAPH_CONFIG", str(folder / "munigraph.toml")))
    in_file = _read(path)
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for setting in fields(Settings):
        variable = f"MUNIGRAPH_{setting.name.upper()}"
        if flags.get(setting.name) is not None:
            raw, origin = flags[setting.name], f"--{setting.name.replace('_', '-')}"
        elif variable in environment:
            raw, origin = environment[variable], variable
        elif setting.name in in_file:
            raw, origin = in_file[setting.name], str(path)
        else:
            raw, origin = setting.default, "default"
        values[setting.name] = _typed(setting.name, type(setting.default), raw, origin)
        origins[setting.name] = origin
    settings = Settings(**values)
    _check_positive(settings, origins)
    _check_base(settings.base, origins["base"])
    _check_origins(settings.allow_service, origins["allow_service"])
    return Resolved(settings, origins)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read the settings file {path}: {error}") from error
    known = {setting.name for setting in fields(Settings)}
    unknown = sorted(set(content) - known)
    if unknown:
        raise UsageError(
            f"{path}: unknown setting {', '.join(unknown)}",
            hint=f"known settings: {', '.join(sorted(known))}",
        )
    return content


def _typed(name: str, kind: type, raw: Any, origin: str) -> Any:
    if kind is bool and not isinstance(raw, bool):
        raw = _truth(raw)
    try:
        if kind is bool and not isinstance(raw, bool):
            raise ValueError(raw)  # noqa: TRY301 (told below, like every other kind)
        return kind(raw)
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"setting {name} from {origin}: {raw!r} is not a {kind.__name__}",
            hint="`munigraph config` shows all settings and where each came from",
        ) from error


def _check_positive(settings: Settings, origins: Mapping[str, str]) -> None:
    for name in ("query_seconds", "query_memory", "max_rows", "max_bytes", "max_query_bytes", "spool_bytes"):
        if not getattr(settings, name) > 0:
            raise UsageError(f"setting {name} from {origins[name]}: it must be greater than 0")


def _truth(raw: Any) -> Any:
    """A word of an environment variable as true or false; anything else is left to be refused."""
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    return known.get(str(raw).lower(), raw)


def _check_base(base: str, origin: str) -> None:
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.netloc or base.endswith(("/", "#")):
        raise UsageError(
            f"setting base from {origin}: {base!r} is not an http(s) address without a closing slash",
            hint="for example https://data.example.org/munigraph",
        )


def _check_origins(listed: str, origin: str) -> None:
    for text in filter(None, map(str.strip, listed.split(","))):
        if origin_of(text) is None:
            raise UsageError(
                f"setting allow_service from {origin}: {text!r} is not an origin",
                hint="scheme, host and port if it is not the usual one: https://query.example.org",
            )
