"""The ways of a researcher in a browser: land, understand, ask, download, follow, find, take, cite."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import BUILT, Look
from tests.serving import Client

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_lands_and_understands(look: Look) -> None:
    page = look("/")
    assert "who took part" in page.locator(".lead").inner_text()
    page.locator("header nav a", has_text=re.compile("Ontology|Terms")).first.click()
    page.locator("#Decision").wait_for()
    assert "body" in page.locator("#Decision").inner_text().lower()


@pytest.mark.skipif(not BUILT.is_file(), reason="the rich editor is not built: npm was not there")
def test_runs_an_example_changes_it_and_takes_the_answer(look: Look, tmp_path: Path) -> None:
    page = look("/query?example=07-members-of-a-network")
    page.locator("form.editor button[type=submit]").click()
    page.locator(".answer table").wait_for()
    before = page.locator(".answer tbody tr").count()
    assert before > 3
    page.evaluate(
        "() => { const editor = document.querySelector('.CodeMirror').CodeMirror;"
        " editor.setValue(editor.getValue().replace(/LIMIT \\d+/, '') + '\\nLIMIT 2'); }"
    )
    page.keyboard.press("Escape")
    page.locator("form.editor button[type=submit]").click()
    page.locator(".answer tbody tr").nth(2).wait_for(state="detached")
    assert page.locator(".answer tbody tr").count() == 2
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV", exact=True).click()
    path = tmp_path / "answer.csv"
    started.value.save_as(path)
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 3


def test_asks_and_takes_without_scripts(look: Look) -> None:
    page = look("/query?example=16-votes", java_script_enabled=False)
    page.locator("form.editor button[type=submit]").click()
    assert page.locator("main table tbody tr").count() > 2
    assert page.get_by_role("link", name="CSV", exact=True).get_attribute("href")


def test_follows_a_name_to_the_evidence(look: Look) -> None:
    page = look("/id/vote/copenhagen-finance-committee-2015-08-25-5-1")
    assert page.url.endswith("/page/id/vote/copenhagen-finance-committee-2015-08-25-5-1")
    text = page.locator("main").inner_text()
    assert "6" in text
    evidence = page.locator("main a", has_text=re.compile("expert group|ekspertgruppen", re.IGNORECASE))
    evidence.first.click()
    assert "/id/document/" in page.url or "/id/" in page.url
    inferred = look("/page/id/municipality/stockholm").locator("a.badge").first
    inferred.click()
    assert _heading(inferred.page) == "Why this holds"


def test_finds_by_name(look: Look) -> None:
    page = look("/")
    box = page.locator("header input[type=search]")
    box.fill("Goteborg")
    box.press("Enter")
    page.locator("main a", has_text=re.compile("Gothenburg|Göteborg")).first.click()
    assert "/id/municipality/" in page.url


def test_takes_the_dump_and_cites_it(look: Look, site: Client) -> None:
    page = look("/")
    page.locator("header nav a", has_text=re.compile("Catalogue|Downloads")).first.click()
    row = page.locator("tr", has_text="munigraph.ttl.gz").first
    digest = re.search(r"[0-9a-f]{64}", row.inner_text())
    assert digest
    reply = site.get(row.locator("a").first.get_attribute("href") or "")
    if reply.status == 303:
        reply = site.get(reply.headers["Location"].removeprefix(site.address))
    assert hashlib.sha256(reply.body).hexdigest() == digest[0]
    text = page.locator("main").inner_text()
    assert "@dataset" in text or "@misc" in text


def _heading(page: Page) -> str:
    return page.locator("h1").inner_text()
