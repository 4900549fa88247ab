"""SERVICE, seen over HTTP: what an operator allows is called, and nothing else ever is."""

from __future__ import annotations

import asyncio
import http.client
import re
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import uvloop

from munigraph.engine import CurrentRelease, Relay
from munigraph.engine.outward import is_public
from munigraph.engine.relay import Terms
from munigraph.origins import origin_of
from munigraph.release import Releases
from munigraph.settings import Settings
from tests.canned import TABLE, Canned, canned, reply
from tests.serving import Client, Reply, serving

from .conftest import make_release, quads

FEW = Terms(calls=5, bytes=50_000)
SHORT = Terms(seconds=1.0)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("asking")
    make_release(found, "1-abc")
    return found


@pytest.fixture
def peer(asking: tuple[Client, Canned]) -> Iterator[Canned]:
    """The one service that may be called; each test finds it as if it were new."""
    _, peer = asking
    peer.requests.clear()
    peer.left.clear()
    yield peer
    peer.answer, peer.wait = reply(TABLE), 0


def everywhere(address: str) -> bool:
    """These tests call servers on loopback, as nobody else can."""
    return True


@contextmanager
def calling(home: Path, *origins: str, terms: Terms = FEW) -> Iterator[Client]:
    """A site that may call these origins, wherever they are."""
    known = [origin for origin in map(origin_of, origins) if origin]
    assert len(known) == len(origins)
    settings = Settings(home=home, workers=4, allow_service=",".join(origins))
    relay = Relay(known, terms, permits=everywhere)
    with serving(CurrentRelease(Releases(home)), settings, relay=relay) as client:
        yield client


@pytest.fixture(scope="module")
def asking(home: Path) -> Iterator[tuple[Client, Canned]]:
    with canned() as peer, calling(home, peer.origin) as client:
        yield client, peer


@pytest.fixture
def client(asking: tuple[Client, Canned]) -> Client:
    return asking[0]


def ask(client: Client, peer: Canned, *, pattern: str = "?s ?p ?o", silent: str = "") -> Reply:
    return client.ask(f"SELECT * {{ SERVICE {silent} <{peer.origin}/sparql> {{ {pattern} }} }}")


def failure(reply: Reply) -> str:
    assert (reply.status, reply.json["type"].rpartition("/")[2]) == (502, "service-failed"), reply.text
    return str(reply.json["detail"])


def test_another_munigraph_is_asked_and_joined_with_ours(home: Path, tmp_path: Path) -> None:
    thing, name = ox.NamedNode("http://kasei.us/2009/09/sparql/data/data1.rdf"), ox.NamedNode("x:name")
    make_release(tmp_path, "2-def", (ox.Quad(thing, name, ox.Literal("Åse 𝄞"), ox.NamedNode("x:g")),))
    with (
        serving(CurrentRelease(Releases(tmp_path)), Settings(home=tmp_path, workers=2)) as other,
        calling(home, other.address) as client,
    ):
        query = f"SELECT * {{ ?s a ?type . SERVICE <{other.address}/sparql> {{ ?s <x:name> ?name }} }}"
        (row,) = client.ask(query).json["results"]["bindings"]
        assert (row["s"]["value"], row["name"]["value"]) == (thing.value, "Åse 𝄞")
        assert row["type"]["value"].endswith("Document")
        triples = client.ask(f"CONSTRUCT WHERE {{ SERVICE <{other.address}/sparql> {{ ?s ?p ?o }} }}")
        assert triples.status == 400
        triples = client.ask(
            f"CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{other.address}/sparql> {{ ?s ?p ?o }} }}", format="nt"
        )
        assert len(triples.text.splitlines()) == len(quads()) + 1


def test_an_answer_with_others_in_it_is_not_kept(client: Client, peer: Canned) -> None:
    first = ask(client, peer)
    assert first.json["results"]["bindings"][0]["s"]["value"] == "http://peer.example/1"
    assert "ETag" not in first.headers
    assert first.headers["Cache-Control"] == "no-store"
    peer.answer = reply(TABLE.replace(b"/1", b"/2"))
    assert ask(client, peer).json["results"]["bindings"][0]["s"]["value"] == "http://peer.example/2"
    assert "ETag" in client.ask("SELECT ?s { ?s ?p ?o }").headers


def test_what_is_sent_says_no_more_than_the_question(client: Client, peer: Canned) -> None:
    query = f"SELECT * {{ SERVICE <{peer.origin}/a/gråby?x=%20> {{ ?s ?p 'ø' }} }}"
    secrets = {"Cookie": "a=b", "Authorization": "Basic eA=="}
    assert client.get("/sparql", secrets, query=query).status == 200
    head, _, body = peer.requests[0].partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    assert first == "POST /a/gr%C3%A5by?x=%20 HTTP/1.1"
    named = dict(line.lower().split(": ", 1) for line in lines)
    assert set(named) == {
        "host", "user-agent", "accept", "accept-encoding", "content-type", "content-length", "connection",
    }  # fmt: skip
    assert named["host"] == f"127.0.0.1:{peer.port}"
    assert "ø" in body.decode()


BROKEN = {
    "a redirect": (reply(b"", "302 Found", Location="http://127.0.0.1:1/"), "redirects are not followed"),
    "a lasting redirect": (reply(b"", "308 Permanent Redirect", Location="/"), "redirects are not followed"),
    "an error": (reply(b"secret of the peer", "500 Internal Server Error"), "status 500"),
    "a login": (reply(b"", "401 Unauthorized", WWW_Authenticate="Basic"), "status 401"),
    "a page": (reply(b"<html>", Content_Type="text/html"), "no table"),
    "a table that may be cut": (reply(b"s\n", Content_Type="text/csv"), "no table"),
    "no type": (reply(TABLE, Content_Type=""), "no table"),
    "a coding": (reply(TABLE, Content_Encoding="gzip"), "no table"),
    "half a table": (reply(TABLE[:60], Content_Length="500"), "broke off"),
    "half a table, as if it were all": (reply(TABLE[:60]), "could not be read"),
    "half a table in pieces": (
        reply(b"10\r\n" + TABLE[:16], Content_Length="", Transfer_Encoding="chunked"),
        "broke off",
    ),
    "no table in JSON": (reply(b"garbage"), "could not be read"),
    "what is no HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "does not keep to HTTP"),
    "nothing": (b"", "broke off"),
    "a head without end": (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000, "does not keep to HTTP"),
    "a table too large": (reply(b" " * 60_000 + TABLE), "more than 50000 bytes"),
    "values within values without end": (
        reply(
            b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":'
            + b'{"type":"triple","value":{"subject":' * 1300
        ),
        "",
    ),
    "a document type": (
        reply(
            b"<!DOCTYPE x [<!ENTITY a 'b'>]><sparql>&a;</sparql>",
            Content_Type="application/sparql-results+xml",
        ),
        "could not be read",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_answer_is_told_as_the_other_service_s_failure(
    name: str, client: Client, peer: Canned
) -> None:
    peer.answer, says = BROKEN[name]
    told = ask(client, peer)
    assert says in failure(told)
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", told.text)) <= {str(peer.port)}
    assert "secret" not in told.text
    peer.answer = reply(TABLE)
    assert ask(client, peer).status == 200


def test_silent_goes_on_without_it(client: Client, peer: Canned) -> None:
    peer.answer = reply(b"", "503 Service Unavailable")
    assert len(ask(client, peer, silent="SILENT").json["results"]["bindings"]) == 1


def test_no_redirect_is_followed(client: Client, peer: Canned) -> None:
    with canned() as trap:
        peer.answer = reply(b"", "307 Temporary Redirect", Location=f"{trap.origin}/sparql")
        assert "307" in failure(ask(client, peer))
        assert trap.requests == []


def test_a_clause_within_a_clause_is_refused(client: Client, peer: Canned) -> None:
    """Its address would be the relay's, and strangers would be told."""
    nested = f"?s ?p ?o SERVICE <{peer.origin}/inner> {{ ?o ?q ?r }}"
    assert "within another" in failure(ask(client, peer, pattern=nested))
    assert peer.requests == []


def test_calls_are_counted(client: Client, peer: Canned) -> None:
    rows = f"?x a ?type . LATERAL {{ SERVICE <{peer.origin}/> {{ ?s ?p ?o }} }}"
    assert client.ask(f"SELECT * {{ {rows} }}").status == 200
    assert len(peer.requests) == 3
    rows = f"?x ?y ?z . LATERAL {{ SERVICE <{peer.origin}/> {{ ?s ?p ?o }} }}"
    assert "5 calls" in failure(client.ask(f"SELECT * {{ {rows} }}"))
    assert len(peer.requests) == 8


def test_bytes_are_counted_over_all_calls(client: Client, peer: Canned) -> None:
    peer.answer = reply(b" " * 20_000 + TABLE)
    rows = f"?x a ?type . LATERAL {{ SERVICE <{peer.origin}/> {{ ?s ?p ?o }} }}"
    assert "50000 bytes" in failure(client.ask(f"SELECT * {{ {rows} }}"))


def test_a_service_that_does_not_come_to_an_end_is_left(home: Path, peer: Canned) -> None:
    peer.wait = 10
    with calling(home, peer.origin, terms=SHORT) as client:
        for begun in (b"", reply(b"{", Content_Length="1000")):
            peer.answer = begun
            peer.left.clear()
            started = time.monotonic()
            assert "longer than 1 seconds" in failure(ask(client, peer))
            assert time.monotonic() - started >= 1
            assert peer.left.wait(2)


def test_the_deadline_of_a_query_ends_its_calls(client: Client, peer: Canned) -> None:
    peer.answer, peer.wait = b"", 10
    query = f"SELECT * {{ SERVICE <{peer.origin}/> {{ ?s ?p ?o }} }}"
    assert client.ask(query, timeout="0.5").status == 504
    assert peer.left.wait(2)


def test_a_client_that_leaves_ends_its_calls(client: Client, peer: Canned) -> None:
    peer.answer, peer.wait = b"", 10
    connection = http.client.HTTPConnection("127.0.0.1", client.port)
    query = f"SELECT * {{ SERVICE <{peer.origin}/> {{ ?s ?p ?o }} }}"
    connection.request("QUERY", "/sparql", query, {"Content-Type": "application/sparql-query"})
    deadline = time.monotonic() + 5
    while not peer.requests and time.monotonic() < deadline:
        time.sleep(0.01)
    connection.close()
    assert peer.left.wait(2)


def test_a_slow_service_does_not_stand_before_other_questions(client: Client, peer: Canned) -> None:
    peer.answer, peer.wait = b"", 3
    asking = threading.Thread(target=ask, args=(client, peer))
    asking.start()
    for number in range(20):
        assert client.ask(f"ASK {{}} #{number}").status == 200
    assert asking.is_alive()
    asking.join(10)


PRIVATE = {
    "a name of this machine": "http://localhost:{port}",
    "its address": "http://127.0.0.1:{port}",
    "another of its addresses": "http://127.8.9.10:{port}",
    "all addresses": "http://0.0.0.0:{port}",
    "as one number": "http://2130706433:{port}",
    "in hexadecimal": "http://0x7f000001:{port}",
    "in octal": "http://0177.0.0.1:{port}",
    "shortened": "http://127.1:{port}",
    "IPv6": "http://[::1]:{port}",
    "IPv4 in IPv6": "http://[::ffff:127.0.0.1]:{port}",
    "IPv4 in IPv6, in hexadecimal": "http://[::ffff:7f00:1]:{port}",
    "a public name that leads here": "http://rebound.example:{port}",
    "a public name that leads here too": "http://both.example:{port}",
    "a public name that leads here by IPv6": "http://mapped.example:{port}",
}
NAMES = {
    "rebound.example": ["127.0.0.1"],
    "both.example": ["93.184.216.34", "127.0.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
}


@pytest.fixture(scope="module")
def names() -> Iterator[None]:
    """A name server of our own."""
    real = socket.getaddrinfo

    def found(host: Any, port: Any, *more: Any, **rest: Any) -> Any:
        if host not in NAMES:
            return real(host, port, *more, **rest)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in NAMES[host]]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", found)
        yield


@pytest.fixture(scope="module")
def careless(home: Path, names: None) -> Iterator[tuple[Client, Canned]]:
    """A site whose operator allowed what is private."""
    with canned() as trap:
        allowed = ",".join(origin.format(port=trap.port) for origin in PRIVATE.values())
        settings = Settings(home=home, workers=3, allow_service=allowed)
        with serving(CurrentRelease(Releases(home)), settings) as client:
            yield client, trap


@pytest.mark.parametrize("name", PRIVATE)
def test_private_addresses_are_not_called_even_if_allowed(name: str, careless: tuple[Client, Canned]) -> None:
    client, trap = careless
    query = "SELECT * {{ SERVICE {} <{}/> {{ ?s ?p ?o }} }}"
    origin = PRIVATE[name].format(port=trap.port)
    told = failure(client.ask(query.format("", origin)))
    assert "not in the public network" in told or "not known" in told
    assert client.ask(query.format("SILENT", origin)).status == 200
    assert trap.requests == []


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.2.1",
        "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "fc00::1",
        "fd12::1", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
        "localhost", "",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "2a00::1"]
)
def test_an_address_that_is(address: str) -> None:
    assert is_public(address)


OTHERS = [
    "http://127.0.0.1:{other}/sparql",
    "http://localhost:{port}/sparql",
    "http://127.0.0.1.:{port}/sparql",
    "http://[::ffff:127.0.0.1]:{port}/sparql",
    "http://2130706433:{port}/sparql",
    "http://127.1:{port}/sparql",
    "http://user@127.0.0.1:{port}/sparql",
    "http://127.0.0.1:{port}@127.0.0.1:{other}/sparql",
    "http://127.0.0.1:{port}\\@127.0.0.1:{other}/sparql",
    "http://127.0.0.1:{port}%2f@127.0.0.1:{other}/sparql",
    "http://127.0.0.1%3A{port}/sparql",
    "http://127。0。0。1:{port}/sparql",
    "http://①27.0.0.1:{port}/sparql",
    "https://127.0.0.1:{port}/sparql",
    "HTTP://127.0.0.1:{port}/sparql#here",
    "//127.0.0.1:{port}/sparql",
    "file://127.0.0.1:{port}/sparql",
]


@pytest.mark.parametrize("address", OTHERS)
def test_nothing_but_the_allowed_origin_is_called(address: str, client: Client, peer: Canned) -> None:
    with canned() as trap:
        iri = address.format(port=peer.port, other=trap.port)
        for word in ("SERVICE", "SERVICE SILENT"):
            refused = client.ask(f"SELECT * {{ {word} <{iri}> {{ ?s ?p ?o }} }}")
            assert refused.status in (400, 403), refused.text
        for query in ("LOAD <{}>", "SELECT * FROM <{}> {{ ?s ?p ?o }}"):
            client.ask(query.format(iri))
        assert trap.requests == []
    assert peer.requests == []


def test_a_variable_and_a_prefixed_name_are_refused(client: Client, peer: Canned) -> None:
    for query in (
        f"SELECT * {{ VALUES ?x {{ <{peer.origin}> }} SERVICE ?x {{ ?s ?p ?o }} }}",
        f"PREFIX p: <{peer.origin}/> SELECT * {{ SERVICE p:sparql {{ ?s ?p ?o }} }}",
    ):
        refused = client.ask(query)
        assert (refused.status, refused.json["type"].rpartition("/")[2]) == (403, "service")
        assert peer.origin in refused.json["hint"]
    assert peer.requests == []


def test_the_description_tells_what_may_be_called(client: Client, peer: Canned, fetch: Client) -> None:
    assert "BasicFederatedQuery" in client.get("/sparql").text
    assert "BasicFederatedQuery" not in fetch.get("/sparql").text
    page = {"Accept": "text/html"}
    assert f"<code>{peer.origin}</code>" in client.get("/sparql", page).text
    assert "no other service is called" in fetch.get("/sparql", page).text


def test_health_tells_whether_the_kernel_watches_too(client: Client) -> None:
    program = Path(__file__).parents[1] / "engine" / "confined.py"
    said = subprocess.run(
        [sys.executable, str(program), "0", "ASK {}"], capture_output=True, text=True, check=True
    )
    assert client.get("/health").json["confined"] is said.stdout.startswith("confined")


def test_calls_are_told_in_metrics(client: Client, peer: Canned) -> None:
    ask(client, peer)
    assert 'munigraph_service_calls_total{outcome="answered"}' in client.get("/metrics").text


def test_the_program_takes_origins_one_by_one(home: Path) -> None:
    options = ["--allow-service", "https://One.example", "--allow-service", "http://two.example:8890/"]
    server = subprocess.Popen(
        [sys.executable, "-m", "munigraph.cli", "serve", "--home", str(home), "--port", "0", *options],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with server:
        assert server.stdout is not None
        address = next(line for line in server.stdout if "/sparql" in line).split()[-1]
        page = Client(int(address.split(":")[-1].split("/")[0])).get("/sparql", {"Accept": "text/html"}).text
        server.terminate()
    assert "<code>https://one.example</code>" in page
    assert "<code>http://two.example:8890</code>" in page


@pytest.mark.usefixtures("names")
def test_a_secure_service_has_to_show_that_it_is_the_one_that_was_named(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path, "peer.example"), tmp_path / "key.pem")
    asked_for: list[str] = []
    context.sni_callback = lambda _, name, __: asked_for.append(name)
    for host in ("peer.example", "other.example"):
        monkeypatch.setitem(NAMES, host, ["127.0.0.1"])
    with canned(context) as peer:
        secure = [f"https://{host}:{peer.port}" for host in ("peer.example", "other.example")]
        query = "SELECT * {{ SERVICE <{}/> {{ ?s ?p ?o }} }}"
        with calling(home, *secure) as client:
            assert "certificate is not valid" in failure(client.ask(query.format(secure[0])))
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        with calling(home, *secure) as client:
            assert client.ask(query.format(secure[0])).status == 200
            assert "certificate is not valid" in failure(client.ask(query.format(secure[1])))
    assert asked_for == ["peer.example", "peer.example", "other.example"]
    assert len(peer.requests) == 1
    assert secure[0].removeprefix("https://") in peer.requests[0].decode()


def _certificate(folder: Path, name: str) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate of this test")
    path = folder / "certificate.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
            "-addext", f"subjectAltName=DNS:{name}", "-keyout", str(folder / "key.pem"), "-out", str(path),
        ],
        capture_output=True, check=True,
    )  # fmt: skip
    return path


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_the_relay_believes_no_worker(loop: Callable[[], asyncio.AbstractEventLoop], peer: Canned) -> None:
    """It answers only where a query is under way, and one that has taken over its worker gains nothing."""

    async def steps() -> None:
        relay = Relay([origin for origin in [origin_of(peer.origin)] if origin], permits=everywhere)
        await relay.start()
        visit = relay.visit()
        token = visit.gate.address.split("/")[3]
        assert await _said(relay.port, token, f"{peer.origin}/") == 200
        for target in (
            f"{trap.origin}/",
            f"https://127.0.0.1:{peer.port}/",
            "file:///etc/hostname",
            "",
            "\0",
        ):
            assert await _said(relay.port, token, target) == 502
        assert await _said(relay.port, token[:-1], f"{peer.origin}/") == 0
        assert await _said(relay.port, "", f"{peer.origin}/") == 0
        visit.close()
        assert await _said(relay.port, token, f"{peer.origin}/") == 0
        await relay.close()

    with canned() as trap, asyncio.Runner(loop_factory=loop) as runner:
        runner.run(steps())
    assert (len(peer.requests), trap.requests) == (1, [])


async def _said(port: int, token: str, iri: str) -> int:
    """The status of the relay's answer; 0 where it says nothing."""
    name = urlsafe_b64encode(iri.encode()).decode().rstrip("=")
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"POST /{token}/{name} HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nASK {{}}".encode())
    said = await reader.read()
    writer.close()
    return int(said.split()[1]) if said else 0
