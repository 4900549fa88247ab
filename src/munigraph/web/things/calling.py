"""What to call things that have no name: by what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from munigraph.names import ONTOLOGY, PREFIXES

from ..texts import Texts
from .asking import Asker, about

MOST_THINGS = 600

_PARTS = {
    ONTOLOGY + "member": "member",
    ONTOLOGY + "network": "network",
    ONTOLOGY + "holder": "holder",
    PREFIXES["org"] + "role": "role",
    ONTOLOGY + "inBody": "body",
    ONTOLOGY + "votingPerson": "voter",
    ONTOLOGY + "votingParty": "voter",
    ONTOLOGY + "side": "side",
    ONTOLOGY + "inDocument": "document",
    PREFIXES["oa"] + "start": "start",
    PREFIXES["oa"] + "end": "end",
}
_FORMS = (
    ("membership", ("member", "network", "role")),
    ("mandate", ("holder", "role", "body")),
    ("ballot", ("voter", "side")),
    ("evidence", ("document", "start", "end")),
    ("selector", ("start", "end")),
)
"""Texts, each with the parts that it puts into words."""


async def called(asker: Asker, t: Texts, nameless: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Descriptions that serve as names, of those things for which there is one."""
    wanted = sorted(nameless)[:MOST_THINGS]
    rows = await asker.rows(about("parts", *wanted)) if wanted else []
    parts: dict[str, dict[str, str]] = {}
    for row in rows:
        parts.setdefault(row["thing"]["value"], {})[_PARTS[row["part"]["value"]]] = row["value"]["value"]
    unknown = {row["value"]["value"] for row in rows if row["value"]["type"] == "uri"} - names.keys()
    known = {**names, **await asker.names(unknown, t.language)}
    described = {thing: _described(t, found, known) for thing, found in parts.items()}
    return {thing: name for thing, name in described.items() if name}


def _described(t: Texts, parts: Mapping[str, str], names: Mapping[str, str]) -> str:
    for form, wanted in _FORMS:
        if all(part in parts for part in wanted):
            return t(
                f"things.called.{form}", **{part: names.get(parts[part], parts[part]) for part in wanted}
            )
    return ""
