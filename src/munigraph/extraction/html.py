"""The text of a web page: its blocks as lines, without scripts and styles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .wordlists import grammar

_WHITE = re.compile(r"[^\S\u00a0\u2007\u202f]+")


def html_text(html: str) -> str:
    """What a reader of the page sees as text: paragraphs parted by blank lines, cells by tabs.

    No-break spaces stay; the white space of `pre` stays.
    """
    root = LexborHTMLParser(html).root
    page = _Page()
    if root is not None:
        _read(root, page)
    return page.text()


class _Page:
    """A text in the making: breaks between blocks become one when the next text comes."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._pending = ""

    def add(self, text: str, verbatim: bool) -> None:
        """Add text; white space at the beginning of a line only where it counts."""
        if not verbatim:
            text = _WHITE.sub(" ", text)
            if self._pending or not self._pieces or self._pieces[-1].endswith((" ", "\n", "\t")):
                text = text.lstrip(" ")
        if not text:
            return
        if self._pieces and self._pending:
            self._pieces[-1] = self._pieces[-1].rstrip(" ")
            self._pieces.append(self._pending)
        self._pending = ""
        self._pieces.append(text)

    def part(self, by: str) -> None:
        """Have what was and what comes parted, by a tab, a line end or a blank line."""
        if len(by) > len(self._pending) or (by != "\t" and self._pending == "\t"):
            self._pending = by

    def line(self) -> None:
        """End the line here, as `br` does; two of them leave a blank line."""
        self._pending = "\n\n" if self._pending.startswith("\n") else "\n"

    def text(self) -> str:
        text = "".join(self._pieces).strip("\n").rstrip()
        return text + "\n" if text else ""


def _read(root: LexborNode, page: _Page) -> None:
    """Add the text of a tree in order.

    Goes down and up without recursion: a page may be nested deeper than Python's stack.
    """
    dropped, parted = _elements()
    node: LexborNode | None = root
    verbatim = 0
    while node is not None:
        tag = node.tag or ""
        down = None
        if tag == "-text":
            page.add(node.text_content or "", verbatim > 0)
        elif tag == "br":
            page.line()
        elif tag not in dropped and "hidden" not in node.attributes:
            page.part(parted.get(tag, ""))
            down = node.first_child
            verbatim += tag == "pre" and down is not None
        if down is not None:
            node = down
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is not None:
                verbatim -= node.tag == "pre"
                page.part(parted.get(node.tag or "", ""))
        node = node.next if node is not None else None


@cache
def _elements() -> tuple[frozenset[str], Mapping[str, str]]:
    """The elements that are left out, and what parts the others from what is around them."""
    data = grammar("html")
    breaks = {"paragraphs": "\n\n", "lines": "\n", "cells": "\t"}
    return frozenset(data["dropped"]), {tag: by for kind, by in breaks.items() for tag in data[kind]}
