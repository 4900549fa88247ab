"""Where a drawing may lead: to paths of this site and to harmless addresses elsewhere."""

from __future__ import annotations

import re

_HARMLESS = re.compile(r"https?://[^/?#]|mailto:.", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")


def harmless(link: str | None) -> str | None:
    """The link itself, or nothing where it leads into a script or names another host in disguise.

    Browsers drop line breaks and turn backslashes in addresses, so neither may stand in one.
    """
    if not link or _UNSEEN.search(link) or "\\" in link:
        return None
    if _HARMLESS.match(link):
        return link
    first = re.split(r"[/?#]", link, maxsplit=1)[0]
    return link if not link.startswith("//") and ":" not in first else None
