"""Servers in front of ours that are believed when they say for whom they ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

_WITH_PORT = re.compile(r"\[([^\]]*)\](?::\d+)?|([^:]*):\d+")


class Proxies:
    """`trusted` are addresses and networks, separated by commas, or `*` for all."""

    def __init__(self, trusted: str) -> None:
        names = [name.strip() for name in trusted.split(",") if name.strip()]
        self._all = "*" in names
        self._names = frozenset(names)
        self._networks = [found for found in map(_network, names) if found is not None]
        self._trusts = lru_cache(maxsize=4096)(self._looked_up)

    def seen(self, peer: str, headers: Mapping[bytes, bytes]) -> tuple[str, str]:
        """The scheme of a request, and the address it came from, by what its peer says if that is trusted.

        Each proxy adds the address that it saw, so the last one that is no proxy's is the client's.
        """
        if not self._names or not self._trusts(peer):
            return "http", peer
        scheme = headers.get(b"x-forwarded-proto", b"").decode("latin-1").strip().lower()
        said = headers.get(b"x-forwarded-for", b"").decode("latin-1")
        passed = [_bare(address.strip()) for address in said.split(",") if address.strip()]
        clients = [address for address in passed if not self._trusts(address)] if not self._all else []
        client = clients[-1] if clients else passed[0] if passed else peer
        return scheme if scheme in ("http", "https") else "http", client

    def _looked_up(self, address: str) -> bool:
        if self._all or address in self._names:
            return True
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._networks)


def _network(name: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(name, strict=False)
    except ValueError:
        return None


def _bare(address: str) -> str:
    """Without the port that some add; a bare IPv6 address has more than one colon."""
    found = _WITH_PORT.fullmatch(address)
    return (found[1] or found[2] or "") if found else address
