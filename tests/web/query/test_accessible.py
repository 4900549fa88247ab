"""Everybody can use the editor in all its states, as far as axe-core can tell: light, dark, wide, narrow."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from munigraph.web.query import views
from tests.browsing import Look, Scheme, assert_fits, needs_axe

SIZES = {"wide": {"width": 1200, "height": 900}, "narrow": {"width": 390, "height": 844}}

pytestmark = needs_axe


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_state(size: str, scheme: Scheme, look: Look) -> None:
    page = look("/query?example=51-members-on-a-map&lang=da", viewport=SIZES[size], color_scheme=scheme)
    page.locator(".CodeMirror").wait_for()
    assert_fits(page)
    page.locator("#examples summary").click()
    page.locator(".programs summary").click()
    assert_fits(page)
    page.locator("#examples summary").click()
    page.locator("form.editor button[type=submit]").click()
    page.locator(".answer table").wait_for()
    assert_fits(page)
    for view in ("chart", "map", "raw"):
        page.locator(f"#tab-{view}").click()
        # Places on a map stand where they are (WCAG 2.2, 2.5.8, essential); the table has them all.
        assert_fits(page, but="target-size" if view == "map" else "nothing")
    page.locator("[data-part=plain]").click()
    assert_fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_while_writing_running_and_failing(scheme: Scheme, look: Look) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    page = look("/query?" + urlencode({"query": query}), color_scheme=scheme)
    page.locator("form.editor button[type=submit]").click()
    page.locator("[data-part=clock]").wait_for()
    assert_fits(page)
    page.locator("[data-part=cancel]").click()
    page.locator(".CodeMirror").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("SELECT * { ?s mg:vot", delay=5)
    page.get_by_role("option").first.wait_for()
    assert_fits(page)
    page.keyboard.press("Escape")
    page.keyboard.press("ControlOrMeta+Enter")
    page.locator(".problem").wait_for()
    assert_fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_plain_page(scheme: Scheme, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "built", lambda name: False)
    page = look("/query?example=16-votes&lang=sv", color_scheme=scheme, viewport=SIZES["narrow"])
    assert_fits(page)


def test_a_phone_begins_with_the_plain_field_and_can_have_the_editor(look: Look) -> None:
    page = look("/query?example=16-votes", viewport=SIZES["narrow"], has_touch=True, is_mobile=True)
    field = page.locator("#query")
    assert "mg:VoteEvent" in field.input_value()
    field.fill("SELECT * {\n'\U0001f600' }")
    page.get_by_role("button", name="Run query").click()
    page.get_by_role("button", name="Line 2, column 6").click()
    assert page.evaluate("[document.activeElement.id, document.activeElement.selectionStart]") == [
        "query",
        17,
    ]
    page.get_by_role("button", name="Plain text field").click()
    assert page.locator(".CodeMirror").is_visible()
    assert page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getLine(1)") == "'\U0001f600' }"
    page.reload()
    page.locator(".CodeMirror").wait_for()
