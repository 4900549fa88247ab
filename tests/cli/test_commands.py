"""Each command as somebody types it: what it prints, and the exit code it ends with."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from munigraph.release import Release, Releases


def munigraph(*arguments: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "munigraph.cli", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def home(curated_release: Release) -> Path:
    return curated_release.path.parent.parent


def test_a_query_from_a_file_and_from_standard_input(home: Path, root: Path) -> None:
    file = root / "queries" / "16-votes.rq"
    by_file = munigraph("query", file, "--home", home, "--format", "csv")
    assert by_file.returncode == 0
    assert by_file.stdout.splitlines()[0] == "body,date,vote,for,against,abstaining,status"
    assert len(by_file.stdout.splitlines()) == 4
    piped = munigraph("query", "--home", home, "--format", "csv", stdin=file.read_text(encoding="utf-8"))
    assert piped.stdout == by_file.stdout


def test_a_query_of_any_file(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text("<https://example.org/a> <https://example.org/b> 1 .", encoding="utf-8")
    found = munigraph("query", "--data", data, stdin="SELECT ?o { ?s ?p ?o }")
    assert json.loads(found.stdout)["results"]["bindings"][0]["o"]["value"] == "1"


def test_an_explanation_ends_at_the_evidence(home: Path) -> None:
    found = munigraph("explain", "id:municipality/stockholm", "a", "mg:SteeringGroupMember", "--home", home)
    assert found.returncode == 0
    for part in (
        "cls-svf1",
        "prp-inv",
        "asserted in graph graph:stockholm-2018-nordic-safe-cities",
        "8382-8428",
    ):
        assert part in found.stdout


def test_release_commands(home: Path) -> None:
    assert "*" in munigraph("release", "list", "--home", home).stdout
    assert json.loads(munigraph("release", "show", "--json", "--home", home).stdout)["version"] == "0.1.0"
    assert "is whole" in munigraph("release", "verify", "--home", home).stdout


def test_rollback_and_diff(project: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert munigraph("build", "--project", project, "--home", home).returncode == 0
    first = Releases(home).current_id()
    record = project / "data/records/exampleby-2020-lake-towns.yaml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("votesFor: 4", "votesFor: 3"), encoding="utf-8"
    )
    built = munigraph("build", "--project", project, "--home", home, "--profile")
    assert "reason" in built.stdout
    patch = munigraph("release", "diff", "--home", home).stdout
    assert patch.startswith("H id ")
    assert "\nA " in patch
    assert munigraph("release", "rollback", "--home", home).returncode == 0
    assert Releases(home).current_id() == first


def test_a_curators_tools(project: Path, root: Path) -> None:
    text = project / "texts" / "minutes.txt"
    assert "characters: 353" in munigraph("source", text).stdout
    located = munigraph("locate", text, "adopted", "without", "a", "vote").stdout
    assert located.startswith("- {start: ")
    schema = json.loads(munigraph("schema", "--project", root).stdout)
    assert "votesFor" in schema["$defs"]["node"]["properties"]


def test_settings_say_where_they_come_from(tmp_path: Path) -> None:
    file = tmp_path / "munigraph.toml"
    file.write_text("port = 8123\nhost = '127.0.0.2'\n", encoding="utf-8")
    shown = munigraph("config", MUNIGRAPH_CONFIG=str(file), MUNIGRAPH_PORT="8124", COLUMNS="200").stdout
    assert "8124" in shown
    assert "MUNIGRAPH_PORT" in shown
    assert "munigraph.toml" in shown


BAD_CALLS = {
    "unknown format": (["query", "--format", "yaml"], 64, "unknown format"),
    "no release": (["query", "--home", "{empty}"], 66, "munigraph build"),
    "missing query file": (["query", "{empty}/none.rq"], 66, "cannot read the query"),
    "malformed query": (["query", "--home", "{home}"], 65, "line"),
    "unknown release": (["release", "show", "9", "--home", "{home}"], 66, "there are"),
    "no project here": (["check", "--project", "{empty}"], 66, "--project"),
    "origin with a path": (
        ["serve", "--home", "{home}", "--allow-service", "https://ok.example/sparql"],
        64,
        "not an origin",
    ),
    "home is a file": (["build", "--project", "{project}", "--home", "{root}/README.md"], 73, "cannot write"),
    "nothing follows": (["explain", "id:x", "a", "mg:Network", "--home", "{home}"], 66, "does not hold"),
    "no prefixed name": (["explain", "nonsense", "a", "mg:Network", "--home", "{home}"], 64, "prefixes"),
    "wording not there": (["locate", "{root}/README.md", "xyzzy"], 66, "does not stand in"),
    "no such data file": (["query", "--data", "{empty}/none.ttl"], 66, "none.ttl"),
    "broken data file": (["query", "--data", "{root}/tests/cli/broken.ttl"], 65, "broken.ttl"),
    "data of no known kind": (["query", "--data", "{root}/README.md"], 64, "no RDF format"),
    "bad base": (["build", "--base", "ftp://x"], 64, "base"),
    "texts to show that are not there": (
        ["serve", "--home", "{home}", "--sources", "{empty}/x"],
        66,
        "--sources",
    ),
    "sources that are not there": (
        ["check", "--project", "{project}", "--sources", "{empty}/x"],
        66,
        "--sources",
    ),
}


@pytest.mark.parametrize("name", BAD_CALLS)
def test_bad_input_has_one_clear_message_and_a_fitting_code(
    name: str, home: Path, root: Path, curated_project: Path, tmp_path: Path
) -> None:
    arguments, code, message = BAD_CALLS[name]
    places = {"empty": tmp_path, "home": home, "root": root, "project": curated_project}
    filled = [text.format(**places) for text in arguments]
    ended = munigraph(*filled, stdin="SELECT * WHERE { ?s ?p")
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), ended.stderr
    assert message in ended.stderr


def test_a_taken_port(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = munigraph("serve", "--home", home, "--port", port)
    assert ended.returncode == 69
    assert "--port" in ended.stderr


def test_serving_starts_at_once(home: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "munigraph.cli", "serve", "--home", str(home), "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert "munigraph serves release" in server.stdout.readline()
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D",
            headers={"Accept": "application/sparql-results+json"},
        )
        deadline = time.monotonic() + 10
        while True:
            try:
                with urllib.request.urlopen(request) as response:
                    assert json.load(response)["boolean"] is True
                break
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
    finally:
        server.terminate()
        server.wait(timeout=10)
        if server.stdout is not None:
            server.stdout.close()
