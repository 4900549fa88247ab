"""Virtuoso Open Source, from the distribution's packages, with settings and data of its own."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
from pathlib import Path

from ..processes import FailedError, available, free_port, run, start, stop
from .peer import Peer, Site, SkippedError

SERVER, CLIENT = "virtuoso-t", "isql-vt"
TEMPLATE = Path(__file__).parent / "virtuoso.ini"
PAGE = 8192
"""Bytes of one buffer."""
NOTE = (
    "its default graph is the union of all graphs, its own system graphs among them, so what counts "
    "or lists everything finds more."
)


def _install(site: Site) -> str:
    del site
    if not shutil.which(SERVER) or not shutil.which(CLIENT):
        raise SkippedError("virtuoso-t or isql-vt is not installed")
    said = subprocess.run([SERVER, "-?"], capture_output=True, text=True, timeout=20, check=False)
    found = re.search(r"Version (\S+)", said.stderr + said.stdout)
    return found.group(1) if found else "unknown"


def _load(site: Site) -> None:
    """Load the file by the bulk loader, up to a checkpoint."""
    given = site.folder / "input"
    given.mkdir()
    os.link(site.data, given / "data.nq")
    sql_port, port = free_port(), free_port()
    running = start(_serving(site, port, 0, sql_port), site.folder, port, PEER.path)
    try:
        password = _password(site)
        _sql(site, sql_port, "dba", f"set password dba {password}")
        _sql(site, sql_port, password, f"ld_dir('{given}', '*.nq', 'urn:benchmark:none')")
        _sql(site, sql_port, password, "rdf_loader_run()")
        failed = _sql(
            site, sql_port, password, "select ll_error from DB.DBA.load_list where ll_error is not null"
        )
        if "\n0 Rows" not in failed:
            raise FailedError(f"virtuoso could not load: {failed[-400:]}")
        _sql(site, sql_port, password, "checkpoint")
    finally:
        stop(running.process, 120)
        shutil.rmtree(given)


def _command(site: Site, port: int, deadline: int) -> list[str]:
    return _serving(site, port, deadline, free_port())


def _serving(site: Site, port: int, deadline: int, sql_port: int) -> list[str]:
    """Write the settings, and give what starts the server with them."""
    buffers = max(10_000, min(available() // 6, 2 << 30) // PAGE)
    values = {
        "FOLDER": str(site.folder),
        "SQL_PORT": str(sql_port),
        "PORT": str(port),
        "BUFFERS": str(buffers),
        "DIRTY": str(buffers * 3 // 4),
        "DEADLINE": str(deadline),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"%{name}%", value)
    ini = site.folder / "virtuoso.ini"
    ini.write_text(text, encoding="utf-8")
    return [SERVER, "+foreground", "+wait", "+configfile", str(ini), *site.options]


def _password(site: Site) -> str:
    """A password for this run only; the port is on loopback, but others share the machine."""
    file = site.folder / "password"
    file.touch(mode=0o600)
    file.write_text("p" + secrets.token_hex(12), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def _sql(site: Site, port: int, password: str, statement: str) -> str:
    said = run(
        [CLIENT, f"127.0.0.1:{port}", "dba", password, "ERRORS=STDOUT", f"exec={statement};"], site.folder
    )
    if "*** Error" in said:
        raise FailedError(f"isql-vt: {said[-400:].strip()}")
    return said


PEER = Peer("virtuoso", "/sparql", _install, _load, _command, note=NOTE)
