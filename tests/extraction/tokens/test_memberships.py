"""Memberships and agreements in five languages. A proposal to join is never a membership."""

from __future__ import annotations

import pytest

from munigraph.extraction.gazetteer import networks
from munigraph.extraction.readers import agreements, memberships
from munigraph.extraction.text import Source
from munigraph.records.yamlfile import read_yaml
from tests.conftest import ROOT

from .cases import Case, cases

MEMBERSHIPS = cases("memberships", " | ")
AGREEMENTS = cases("agreements", " | ")


def test_no_case_was_lost() -> None:
    assert (len(MEMBERSHIPS), len(AGREEMENTS)) == (62, 11)


@pytest.mark.parametrize("case", MEMBERSHIPS, ids=lambda case: case.place)
def test_memberships(case: Case) -> None:
    found = list(memberships.find(Source.of(case.text).view(), case.language[:2]))
    assert tuple(f"{fact.member} > {fact.network} = {fact.status}" for fact in found) == case.values
    assert {(fact.start, fact.end) for fact in found} == set(case.spans)


@pytest.mark.parametrize("case", AGREEMENTS, ids=lambda case: case.place)
def test_agreements(case: Case) -> None:
    found = list(agreements.find(Source.of(case.text).view(), case.language[:2]))
    assert tuple(f"{','.join(fact.partners)}@{fact.date or ''}" for fact in found) == case.values
    assert {(fact.start, fact.end) for fact in found} == set(case.spans)


def test_networks_of_the_project_are_known() -> None:
    reference = read_yaml(ROOT / "data/reference/networks.yaml").content["facts"]
    assert reference
    for network in reference:
        assert list(networks(network["label"]["en"])), network["id"]
