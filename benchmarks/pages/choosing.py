"""Which pages to ask for: some of every kind, and of those about what is most spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

import pyoxigraph as ox

from munigraph.names import ONTOLOGY, Names
from munigraph.release import Release
from munigraph.web.things.addresses import Addresses

SPOKEN = "most spoken of"


def chosen(release: Release, things: int) -> dict[str, list[str]]:
    """Paths of pages by kind, spread over all things of it; the same for the same release."""
    store, addresses = release.store(), Addresses(release.manifest.base)
    inferred = ox.NamedNode(Names(release.manifest.base).graph("inferred"))
    found: dict[str, set[str]] = {}
    for row in _rows(store, "kinds", {ox.Variable("inferred"): inferred}):
        kind, path = row["kind"].value, _page(addresses, row["thing"])
        if path:
            found.setdefault(kind.removeprefix(ONTOLOGY), set()).add(path)
    spoken = [path for row in _rows(store, "spoken", {}) if (path := _page(addresses, row["thing"]))]
    graphs = sorted("/page" + addresses.path(graph) for graph in release.manifest.graphs)
    pages = {kind: spread(sorted(paths), things) for kind, paths in sorted(found.items())}
    return {**pages, "graph": spread(graphs, things), SPOKEN: spoken[:things]}


def spread(paths: Sequence[str], most: int) -> list[str]:
    """So many of some paths, evenly."""
    count = min(len(paths), most)
    return [paths[n * len(paths) // count] for n in range(count)]


Bound = dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]


def _rows(store: ox.Store, name: str, bound: Bound) -> ox.QuerySolutions:
    query = (resources.files(__package__) / f"{name}.rq").read_text(encoding="utf-8")
    found = store.query(query, substitutions=bound)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError(f"{name}.rq is no SELECT query")
    return found


def _page(addresses: Addresses, thing: object) -> str:
    path = addresses.path(thing.value) if isinstance(thing, ox.NamedNode) else ""
    return "" if not path or "#" in path else f"/page{path}"
