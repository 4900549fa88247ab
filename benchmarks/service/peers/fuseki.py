"""Apache Jena Fuseki over TDB2, from the runnable jar on Maven Central."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..processes import run
from .peer import Peer, Site, SkippedError

VERSION = "5.2.0"
NEEDS_JAVA = 17
TEMPLATE = Path(__file__).parent / "fuseki.ttl"
HEAP = "-Xmx2g"
PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
NOTE = "its heap may grow to 2 GiB, and it uses what it may before it collects."


def _jar(site: Site) -> Path:
    return site.tools / f"jena-fuseki-server-{VERSION}.jar"


def _install(site: Site) -> str:
    if not shutil.which("java"):
        raise SkippedError(f"there is no Java (Fuseki {VERSION} needs {NEEDS_JAVA} or later)")
    if not _jar(site).exists():
        if not shutil.which("mvn"):
            raise SkippedError("there is no mvn to fetch the jar with")
        site.tools.mkdir(parents=True, exist_ok=True)
        artifact = f"-Dartifact=org.apache.jena:jena-fuseki-server:{VERSION}"
        run(["mvn", "-q", "-B", PLUGIN, artifact, f"-DoutputDirectory={site.tools}"], site.tools, 600)
    java = run(["java", "--version"], site.tools, 60).splitlines()[0]
    return f"{VERSION} on {java}"


def _load(site: Site) -> None:
    loader = ["tdb2.tdbloader", "--loader=phased", "--loc", str(site.folder / "store"), str(site.data)]
    run(["java", HEAP, "-cp", str(_jar(site)), *loader], site.folder)


def _command(site: Site, port: int, deadline: int) -> list[str]:
    text = TEMPLATE.read_text(encoding="utf-8")
    text = text.replace("%STORE%", str(site.folder / "store")).replace(
        "%MILLISECONDS%", str(deadline * 1000 or -1)
    )
    config = site.folder / "fuseki.ttl"
    config.write_text(text, encoding="utf-8")
    server = ["java", HEAP, f"-DFUSEKI_BASE={site.folder}", "-jar", str(_jar(site)), "--localhost"]
    return [*server, f"--port={port}", f"--config={config}", *site.options]


PEER = Peer("fuseki", "/data/sparql", _install, _load, _command, note=NOTE)
