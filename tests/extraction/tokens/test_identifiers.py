"""Identifiers in five languages; and that the published vocabulary knows their form."""

from __future__ import annotations

import re

import pytest
from rdflib import Graph, Namespace

from munigraph.extraction import identifiers
from munigraph.extraction.text import Source
from tests.conftest import ROOT

from .cases import Case, cases

CASES = cases("identifiers", " | ")
VOCABULARY = ROOT / "ontology/vocabularies/identifier-scheme.ttl"
SH = Namespace("http://www.w3.org/ns/shacl#")
SCHEMES = Namespace("https://w3id.org/munigraph/vocabulary/identifier-scheme/")


def test_no_case_was_lost() -> None:
    assert len(CASES) == 99


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_identifiers(case: Case) -> None:
    found = identifiers.find(Source.of(case.text).view(), case.language[:2])
    assert [(fact.start, fact.end, f"{fact.scheme}={fact.value}") for fact in found] == case.expected


def test_values_have_the_form_of_their_published_scheme() -> None:
    vocabulary = Graph().parse(VOCABULARY)
    compared = 0
    for case in CASES:
        for found in identifiers.scan(case.text, case.language[:2]):
            if found.concept:
                pattern = vocabulary.value(SCHEMES[found.concept], SH.pattern)
                assert pattern is not None, found.concept
                assert re.search(str(pattern), found.value), found
                compared += 1
    assert compared == 5
