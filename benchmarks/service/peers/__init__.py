"""The services that are compared, each in a file of its own."""

from . import fuseki, munigraph, oxigraph, rdflib_endpoint, virtuoso
from .peer import Peer, Site, SkippedError

PEERS: dict[str, Peer] = {
    peer.name: peer
    for peer in (munigraph.PEER, oxigraph.PEER, virtuoso.PEER, fuseki.PEER, rdflib_endpoint.PEER)
}

__all__ = ["PEERS", "Peer", "Site", "SkippedError"]
