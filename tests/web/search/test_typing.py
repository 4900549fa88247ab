"""Typing into a search box, in a browser: suggestions, keys, what is announced; and without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.serving import Client

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PATIENCE = 10_000
REFUSED = """
window.refused = [];
addEventListener("securitypolicyviolation", ({ violatedDirective }) => refused.push(violatedDirective));
"""


@pytest.fixture
def page(browser: Browser, site: Client) -> Page:
    page = browser.new_page(locale="en-GB")
    page.set_default_timeout(PATIENCE)
    page.add_init_script(REFUSED)
    page.goto(f"{site.address}/page/catalogue")
    return page


def box_of(page: Page) -> Locator:
    return page.locator("form.search input[type=search]")


def typed(page: Page, text: str) -> None:
    box_of(page).fill(text)
    page.get_by_role("listbox").wait_for()


def active(page: Page) -> str:
    """What the box says is active, and that the list agrees."""
    name = box_of(page).get_attribute("aria-activedescendant")
    selected = page.locator("[role=option][aria-selected=true]")
    assert selected.count() == (1 if name else 0)
    if not name:
        return ""
    assert selected.get_attribute("id") == name
    return page.locator(f"#{name} span").inner_text()


def test_the_box_is_a_combobox(page: Page) -> None:
    box = page.get_by_role("combobox", name="Search")
    assert box.get_attribute("aria-autocomplete") == "list"
    assert box.get_attribute("aria-expanded") == "false"
    typed(page, "strong c")
    assert box.get_attribute("aria-expanded") == "true"
    listed = page.locator(f"#{box.get_attribute('aria-controls')}")
    assert listed.get_attribute("role") == "listbox"
    assert listed.get_attribute("aria-label") == "Suggestions"
    options = page.get_by_role("option").all_inner_texts()
    assert options[0].startswith("Strong Cities Network")
    assert page.locator("[role=option] mark").first.inner_text() == "Strong"
    assert page.locator("form.search [role=status]").inner_text() == f"{len(options)} suggestions"
    assert page.evaluate("refused") == []


def test_keys(page: Page, site: Client) -> None:
    box = box_of(page)
    typed(page, "stockholm")
    assert active(page) == ""
    box.press("ArrowDown")
    assert active(page) == "City of Stockholm"
    box.press("ArrowDown")
    second = active(page)
    assert second not in ("", "City of Stockholm")
    box.press("ArrowUp")
    box.press("ArrowUp")
    assert active(page) == ""
    box.press("ArrowUp")
    assert active(page) == page.locator("[role=option] span").last.inner_text()
    box.press("Escape")
    assert page.get_by_role("listbox").count() == 0
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "stockholm"
    box.press("Escape")
    assert box.input_value() == ""
    typed(page, "stockholm")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(f"{site.address}/page/id/municipality/stockholm")


def test_enter_searches_for_what_was_typed(page: Page) -> None:
    typed(page, "stockholm")
    box_of(page).press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=stockholm$"))
    assert box_of(page).input_value() == "stockholm"


def test_the_mouse_and_the_language(page: Page, site: Client) -> None:
    page.goto(f"{site.address}/page/catalogue?lang=sv")
    typed(page, "kopenhamns kom")
    option = page.get_by_role("option").first
    assert option.locator("span").inner_text() == "Köpenhamns kommun"
    option.click()
    page.wait_for_url(f"{site.address}/page/id/municipality/copenhagen?lang=sv")


def test_leaving_the_box_closes_the_list(page: Page) -> None:
    typed(page, "stockholm")
    box_of(page).press("Tab")
    assert page.get_by_role("listbox").count() == 0


def test_nothing_to_suggest_is_announced(page: Page) -> None:
    box_of(page).fill("zzzzzz")
    page.locator("form.search [role=status]", has_text="No suggestions").wait_for(state="attached")
    assert page.get_by_role("listbox").count() == 0


def test_only_the_last_question_is_answered(page: Page) -> None:
    """Whatever comes back when."""
    box = box_of(page)
    box.press_sequentially("nordic safe cities", delay=20)
    page.get_by_role("option", name="Nordic Safe Cities").first.wait_for()
    page.wait_for_timeout(400)
    assert page.locator("[role=option] span").first.inner_text() == "Nordic Safe Cities"
    box.fill("")
    page.wait_for_timeout(300)
    assert page.get_by_role("listbox").count() == 0


@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_is_wider_than_the_screen(browser: Browser, site: Client, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for path in ("/", "/search?q=stockholm", "/search", "/search?q=zzzz"):
        page.goto(site.address + path)
        box_of(page).fill("beskæftigelses")
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_without_scripts_the_box_searches(browser: Browser, site: Client) -> None:
    page = browser.new_context(java_script_enabled=False, locale="da-DK").new_page()
    page.goto(f"{site.address}/")
    page.get_by_role("searchbox").fill("arhus")
    page.get_by_role("button", name="Søg").click()
    page.wait_for_url(re.compile(r"/search\?q=arhus$"))
    page.get_by_role("link", name="Aarhus Kommune").click()
    assert page.locator("h1").inner_text() == "Aarhus Kommune"
