"""The rich editor as somebody uses it, in a browser; nothing it does leaves the site or breaks its policy."""

from __future__ import annotations

import ast
import csv
import io
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

from munigraph.engine import OneFile, serve_release
from munigraph.release import Release
from munigraph.settings import Settings
from tests.browsing import Look, looking, needs_editor
from tests.serving import Client, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_editor

LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SOON = 1.0
A_WHILE = re.compile(r"^(0\.[3-9]|[1-9][0-9.]*) s$")
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}
"""


def with_query(query: str) -> str:
    return "/query?" + urlencode({"query": query})


def code(page: Page) -> str:
    """What stands in the editor."""
    return str(page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()"))


def write(page: Page, text: str) -> None:
    """Write as with a keyboard, in place of what stands there."""
    page.locator(".CodeMirror-code").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.type(text, delay=5)


def run(page: Page) -> None:
    page.get_by_role("button", name="Run query").click()


def rows(page: Page) -> list[list[str]]:
    page.locator(".answer tbody tr").first.wait_for()
    lines = page.locator(".answer tbody tr").all()
    return [line.locator("td").all_inner_texts() for line in lines]


def test_a_class_is_found_by_its_name_in_any_language_and_its_prefix_declared(look: Look) -> None:
    page = look("/query")
    write(page, "SELECT * { ?x a omröst")
    offered = page.get_by_role("listbox")
    offered.get_by_role("option").first.wait_for()
    assert "mg:VoteEvent" in offered.inner_text()
    page.keyboard.press("Enter")
    assert code(page) == "PREFIX mg: <https://w3id.org/munigraph/ontology#>\nSELECT * { ?x a mg:VoteEvent"
    page.keyboard.type(" ; mg:votesF", delay=5)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    assert code(page).endswith("?x a mg:VoteEvent ; mg:votesFor")
    page.keyboard.type(" ?votes } ORDER BY ?vot", delay=5)
    page.get_by_role("option", name="?votes").wait_for()


def test_a_prefix_is_declared_as_soon_as_it_is_used(look: Look) -> None:
    page = look("/query")
    page.wait_for_load_state("networkidle")
    write(page, "ASK { ?x mg:network/skos:prefLabel 'skos: foaf:' } # foaf:")
    prefixes = [line.split()[1] for line in code(page).splitlines()[:-1]]
    assert sorted(prefixes) == ["mg:", "skos:"]


def test_an_example_is_run_and_its_rows_are_seen(look: Look, site: Client) -> None:
    page = look("/query")
    page.get_by_text("examples").click()
    page.get_by_role("link", name="How did the votes end?").click()
    assert page.get_by_role("heading", name="How did the votes end?").is_visible()
    run(page)
    found = rows(page)
    told = list(csv.reader(io.StringIO(site.ask(code(page), format="csv").text)))
    assert len(found) == len(told) - 1 > 3
    assert found[0][3:6] == [told[1][3], told[1][4], told[1][5]]
    assert page.url == f"{site.address}/query?example=16-votes"
    about = page.locator("[data-part=about]").inner_text()
    assert "The answer is complete." in about
    assert "ms" in about
    assert site.get("/health").json["release"] in about


def test_links_to_our_things_stay_on_the_site(look: Look, site: Client) -> None:
    query = "SELECT ?o { ?s ?p ?o FILTER(?o IN (<https://w3id.org/munigraph/id/municipality/stockholm>, "
    query += "<https://w3id.org/munigraph/ontology#Network>, <http://www.w3.org/ns/org#Membership>)) } "
    page = look(with_query(f"{query} GROUP BY ?o ORDER BY ?o") + "&lang=en")
    run(page)
    rows(page)
    links = page.locator(".answer td a").evaluate_all("links => links.map(link => link.href)")
    assert links == [
        "http://www.w3.org/ns/org#Membership",
        f"{site.address}/id/municipality/stockholm?lang=en",
        f"{site.address}/ontology?lang=en#Network",
    ]
    page.get_by_role("link", name="id:municipality/stockholm").click()
    page.wait_for_url("**/page/id/municipality/stockholm*")


def test_a_fault_is_marked_at_its_line_and_column(look: Look) -> None:
    """Columns count characters, of which an editor may take two for one."""
    page = look(with_query('SELECT *\nWHERE {\n  ?s rdf:value "😀😀" .\n  ?s "😀" ?o\n}'))
    run(page)
    page.locator(".problem").wait_for()
    assert "not a valid SPARQL query" in page.locator(".problem").inner_text()
    line, column = problem_place(page)
    assert line == 3
    assert page.locator(".CodeMirror .fault").inner_text() == "rdf:value"
    assert page.locator(".CodeMirror .fault-sign").count() == 1
    page.get_by_role("button", name="Line 3").click()
    cursor = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getCursor()")
    assert (cursor["line"], cursor["ch"]) == (2, column - 1)
    write(page, 'SELECT * { ?s <x:p> "😀😀" "😀" }')
    assert page.locator(".CodeMirror .fault").count() == 0
    page.locator(".doubt-sign").wait_for()
    run(page)
    page.locator(".fault-sign").wait_for()
    assert page.locator(".CodeMirror .fault").inner_text() == "}"


def problem_place(page: Page) -> tuple[int, int]:
    words = page.locator(".problem button").inner_text().replace(",", "").split()
    return int(words[1]), int(words[3])


def test_a_long_query_shows_a_clock_and_is_cancelled_with_its_worker(look: Look, site: Client) -> None:
    page = look(with_query(LONG))
    run(page)
    clock = page.locator("[data-part=clock]")
    page.locator("[data-part=clock]", has_text=A_WHILE).wait_for()
    assert site.get("/health").json["workers"]["running"] == 1
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("Cancelled.").wait_for()
    assert_worker_is_freed(site)
    assert clock.is_hidden()
    assert page.get_by_role("button", name="Run query").is_enabled()


def assert_worker_is_freed(site: Client) -> None:
    deadline = time.monotonic() + SOON
    while site.get("/health").json["workers"]["running"]:
        assert time.monotonic() < deadline


def test_leaving_the_page_frees_the_worker(look: Look, site: Client) -> None:
    page = look(with_query(LONG))
    run(page)
    page.locator("[data-part=clock]", has_text=A_WHILE).wait_for()
    assert site.get("/health").json["workers"]["running"] == 1
    page.get_by_role("navigation").get_by_role("link", name="Catalogue").first.click()
    page.wait_for_url("**/page/catalogue")
    assert_worker_is_freed(site)


def test_leaving_for_a_page_that_is_slow_to_come_frees_the_worker_at_once(look: Look, site: Client) -> None:
    """What a browser tells before it asks for the next page; the one that is left is not hidden yet."""
    page = look(with_query(LONG))
    run(page)
    page.locator("[data-part=clock]", has_text=A_WHILE).wait_for()
    page.evaluate("dispatchEvent(new Event('beforeunload'))")
    assert_worker_is_freed(site)
    page.get_by_text("Cancelled.").wait_for()


def test_another_page_is_read_while_a_long_query_runs(look: Look, site: Client) -> None:
    page = look(with_query(LONG))
    run(page)
    page.locator("[data-part=clock]", has_text=A_WHILE).wait_for()
    other = look("/page/catalogue")
    assert other.locator("h1").is_visible()
    assert site.get("/health").json["workers"]["running"] == 1
    page.get_by_role("button", name="Cancel").click()


def test_the_answer_is_taken_in_every_format(look: Look, site: Client) -> None:
    page = look("/query?example=16-votes")
    run(page)
    rows(page)
    query = code(page)
    links = page.locator(".answer .downloads a")
    assert links.all_inner_texts() == ["SPARQL JSON", "SPARQL XML", "CSV", "TSV", "CSV for spreadsheets"]
    for place, form in enumerate(("json", "xml", "csv", "tsv", "spreadsheet")):
        with page.expect_download() as started:
            links.nth(place).click()
        taken = Path(started.value.path()).read_bytes()
        assert taken == site.ask(query, format=form).body
    assert started.value.suggested_filename == "answer.csv"


def test_a_graph_is_seen_as_a_table_and_as_turtle(look: Look, site: Client) -> None:
    page = look("/query?example=47-describe-a-vote")
    run(page)
    rows(page)
    page.get_by_label("Rows per page").select_option("200")
    count = len(rows(page))
    assert page.locator(".answer h2").inner_text() == f"{count} triples"
    assert "Turtle" in page.locator(".answer .downloads").inner_text()
    assert page.get_by_role("tab", name="Map").is_hidden()
    page.get_by_role("tab", name="Raw").click()
    page.locator("[data-part=text]", has_text="votesFor").wait_for()
    assert page.locator("[data-part=text]").text_content() == site.ask(code(page), format="turtle").text


def test_yes_or_no(look: Look) -> None:
    page = look("/query?example=06-is-copenhagen-a-member")
    run(page)
    page.get_by_role("heading", name="No", exact=True).wait_for()
    assert page.get_by_role("tab").filter(visible=True).all_inner_texts() == ["Raw"]


def test_many_rows_are_paged_sorted_and_filtered(look: Look) -> None:
    numbers = " ".join(map(str, range(320)))
    page = look(with_query(f"SELECT ?a ?b {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"))
    run(page)
    assert len(rows(page)) == 50
    assert page.locator(".answer h2").inner_text() == "102,400 rows"
    assert "1–50 of 102,400" in page.locator(".pager").inner_text()
    page.get_by_role("button", name="b", exact=True).click()
    page.get_by_role("button", name="b", exact=True).click()
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    assert {row[1] for row in rows(page)} == {"319"}
    page.get_by_label("Only rows with").fill("77 319")
    page.get_by_text("of 6", exact=False).wait_for()
    page.get_by_role("button", name="Next").is_disabled()


def test_what_is_too_much_for_a_page_is_said_to_be_cut(look: Look, site: Client) -> None:
    numbers = " ".join(map(str, range(500)))
    page = look(with_query(f"SELECT ?a ?b {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}"))
    run(page)
    rows(page)
    assert "The first 200,000 rows are shown" in page.locator("[data-part=about]").inner_text()


def test_a_chart_is_drawn_from_the_columns_chosen(look: Look) -> None:
    page = look("/query?example=17-how-each-party-voted")
    run(page)
    rows(page)
    page.get_by_role("tab", name="Chart").click()
    page.locator(".chart rect").first.wait_for()
    page.get_by_label("Labels").select_option(label="side")
    page.get_by_label("Values").select_option(label="number of rows")
    page.get_by_label("Colours").select_option(label="amendment")
    drawn = page.locator(".chart svg")
    assert drawn.get_attribute("aria-label") == "number of rows by side. The table has the same figures."
    titles = page.locator(".chart rect title").all_text_contents()
    assert sum(int(title.rpartition(": ")[2]) for title in titles) == 20
    assert page.locator(".legend li").count() == 3
    page.get_by_label("Kind").select_option("lines")
    assert page.locator(".chart polyline").count() == 3


def test_places_are_on_a_map_with_our_own_coastlines(look: Look, site: Client) -> None:
    page = look("/query?example=51-members-on-a-map")
    run(page)
    rows(page)
    page.get_by_role("tab", name="Map").click()
    page.locator(".map .land[d]").wait_for(state="attached")
    names = page.locator(".map .dot title").all_text_contents()
    assert "City of Oslo" in names
    assert "12 places." in page.locator("#panel-map").inner_text()
    link = page.locator(".spots").get_by_role("link", name="City of Oslo")
    assert link.evaluate("link => link.href") == f"{site.address}/id/municipality/oslo"
    before = page.locator(".map svg").get_attribute("viewBox")
    page.locator(".map [data-part=drawing]").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    assert page.locator(".map svg").get_attribute("viewBox") != before
    page.keyboard.press("0")
    assert page.locator(".map svg").get_attribute("viewBox") == before
    page.locator(".map .dot", has_text="Oslo").click(force=True)
    assert page.locator("[data-part=told]").inner_text() == "City of Oslo"


def test_wkt_points_are_places_too(look: Look) -> None:
    points = '"POINT(12.57 55.68)" "<http://www.opengis.net/def/crs/EPSG/0/4326> Point (59.33 18.07)"'
    page = look(with_query(f"SELECT ?at {{ VALUES ?at {{ {points} }} }}"))
    run(page)
    rows(page)
    page.get_by_role("tab", name="Map").click()
    places = [dot.get_attribute("d") or "" for dot in page.locator(".map .dot").all()]
    assert [place.split()[0] for place in places] == ["M12.57", "M18.07"]


def test_a_map_of_more_points_than_anybody_can_tell_apart_says_so(look: Look) -> None:
    numbers = " ".join(map(str, range(400)))
    point = "STRDT(CONCAT('POINT(', STR(?a / 10), ' ', STR(?b / 10), ')'), <x:wkt>)"
    page = look(
        with_query(f"SELECT ({point} AS ?at) {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}")
    )
    run(page)
    rows(page)
    page.get_by_role("tab", name="Map").click()
    page.get_by_text("The first 5,000 of 160,000 points are drawn.").wait_for()
    assert page.locator(".map .dot").count() == 5000


def test_another_place_in_the_page_leaves_the_query_as_it_is(look: Look) -> None:
    """Also when another tab has written something since."""
    page = look("/query")
    write(page, "ASK {} # mine")
    page.evaluate("localStorage.setItem('munigraph-query', 'ASK {} # of another tab')")
    page.evaluate("location.hash = '#main'")
    page.wait_for_url("**#main")
    assert code(page) == "ASK {} # mine"


@pytest.mark.parametrize("query", ["SELECT ?å { ?å a 'x#y&z+%' }", "SELECT * {} # " + "long " * 2000])
def test_a_permalink_leads_back_to_the_query(query: str, look: Look) -> None:
    page = look(with_query(query) if len(query) < 100 else f"/query#query={quote(query)}")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("The link is copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert code(page) == query
    page.goto("about:blank")
    page.goto(link)
    page.locator(".CodeMirror").wait_for()
    assert code(page) == query


def test_the_query_goes_along_into_another_language(look: Look) -> None:
    page = look("/query")
    write(page, "ASK {} # mine")
    page.get_by_role("link", name="Svenska").click()
    page.get_by_role("heading", name="Fråga grafen").wait_for()
    page.locator(".CodeMirror").wait_for()
    assert code(page) == "ASK {} # mine"


def test_what_was_being_written_is_there_again(look: Look) -> None:
    page = look("/query")
    write(page, "ASK {} # mine")
    page.goto(page.url)
    page.locator(".CodeMirror").wait_for()
    assert code(page) == "ASK {} # mine"


def test_a_browser_that_keeps_nothing_can_be_used_all_the_same(look: Look) -> None:
    page = look("/query", NO_STORAGE)
    write(page, "ASK {}")
    page.keyboard.press("ControlOrMeta+Enter")
    page.get_by_role("heading", name="Yes").wait_for()


@pytest.mark.parametrize(
    "query", ["SELECT ?s {\n  ?s ?p 'it''s' . # \\\n} LIMIT 2", 'SELECT * { BIND ("""a""" AS ?x) }\n#""']
)
def test_the_copied_programs_ask_the_very_query(query: str, look: Look, site: Client) -> None:
    page = look(with_query(query.replace("''", '"')))
    asked = code(page)
    page.get_by_text("As a program").click()
    copied = {}
    for name in ("curl", "Python", "R"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_role("button", name="Copy", exact=True).click()
        page.get_by_text("Copied.").wait_for()
        copied[name] = str(page.evaluate("navigator.clipboard.readText()"))
    ended = subprocess.run(["bash", "-c", copied["curl"]], capture_output=True, check=False)
    reply = site.ask(asked, format="csv")
    assert ended.stdout == reply.body
    tree = ast.parse(copied["Python"])
    assert asked in {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert f"({asked})" in copied["R"]
    for text in copied.values():
        assert f"{site.address}/sparql" in text


def test_a_keyboard_is_enough(look: Look) -> None:
    """From the start of the page to a row of the answer, and the editor lets the tab key through."""
    page = look(with_query("SELECT ?a { VALUES ?a { <x:1> <http://e/2> } }"))
    page.locator(".CodeMirror").wait_for()
    names = []
    for _ in range(40):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.innerText || document.activeElement.role"))
        if names[-1] == "Run query":
            break
    assert names[-1] == "Run query"
    page.keyboard.press("Enter")
    rows(page)
    assert page.evaluate("document.activeElement.innerText") == "Run query"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ControlOrMeta+Enter")
    rows(page)
    page.get_by_role("tab", name="Table").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.id") == "tab-raw"
    assert page.locator("[data-part=text]").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-table"
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "http://e/2":
            return
    pytest.fail("the link in the table is not reached")


def test_without_scripts_the_form_asks_and_the_address_is_a_permalink(
    look: Look, site: Client, root: Path
) -> None:
    query = (root / "queries" / "16-votes.rq").read_text(encoding="utf-8")
    count = len(site.ask(query, format="csv").text.splitlines()) - 1
    page = look("/query?example=16-votes", java_script_enabled=False)
    page.get_by_role("button", name="Run query").click()
    page.get_by_role("heading", name=f"{count} rows").wait_for()
    page.get_by_role("button", name="Open in the editor").click()
    page.wait_for_url("**/query?query=*")
    assert "mg:VoteEvent" in page.get_by_label("SPARQL query").input_value()


def test_a_query_too_long_for_an_address_is_taken_by_a_form(look: Look, site: Client) -> None:
    query = "SELECT (1 AS ?n) {} # " + "long " * 2000
    page = look(f"/query#query={quote(query)}")
    run(page)
    rows(page)
    with page.context.expect_event("response", lambda reply: reply.request.method == "POST") as taken:
        page.locator(".answer .downloads").get_by_role("button", name="CSV", exact=True).click()
    reply = taken.value
    assert (reply.status, reply.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert reply.url == f"{site.address}/sparql"
    assert page.locator(".answer table").is_visible()


@pytest.fixture(scope="module")
def stingy(shipped_release: Release) -> Iterator[Client]:
    """A service that gives little: five rows, if they are known at once, and two megabytes."""
    settings = Settings(workers=2, max_rows=5, max_bytes=2_000_000)
    with serving(OneFile(serve_release(shipped_release)), settings) as client:
        yield client


def test_an_answer_that_is_not_whole_says_so(browser: Browser, stingy: Client) -> None:
    for look in looking(browser, stingy):
        page = look(with_query("SELECT * { ?s ?p ?o }"))
        run(page)
        assert len(rows(page)) == 5
        about = page.locator("[data-part=about] strong").inner_text()
        assert about == "The answer was cut by a limit of this service."


@pytest.fixture
def hostile(browser: Browser, fetch: Client) -> Iterator[Look]:
    """Data whose names and labels mean harm."""
    yield from looking(browser, fetch)


def test_what_means_harm_in_the_data_does_none(hostile: Look) -> None:
    page = hostile(with_query("SELECT ?o { ?s ?p ?o } ORDER BY ?o"))
    page.evaluate("void (window.alert = () => refused.push('alert'))")
    run(page)
    text = "\n".join(cell for row in rows(page) for cell in row)
    assert "<script>alert(1)</script>" in text
    assert "javascript:alert(1)" in text
    links = page.locator(".answer td a").evaluate_all("links => links.map(link => link.protocol)")
    assert set(links) <= {"http:", "https:", "mailto:"}
    assert "https:" in links
    for name in ("Chart", "Map", "Raw"):
        page.get_by_role("tab", name=name).click()
