"""What the parts of actors' pages work out: agreement, dates, sums, names, years."""

from __future__ import annotations

from decimal import Decimal

import pytest

from munigraph.web.texts import decimal, texts
from munigraph.web.things.addresses import Addresses
from munigraph.web.things.asking import Row
from munigraph.web.things.sketch import Sketch, Value
from munigraph.web.things.stories.actors.agreement import agreements
from munigraph.web.things.stories.actors.costs import Costs
from munigraph.web.things.stories.actors.decided import by_year, latest_days, spanned
from munigraph.web.things.stories.actors.joining import STEERING, memberships
from munigraph.web.things.stories.actors.national import national
from munigraph.web.things.stories.actors.points import points
from munigraph.web.things.stories.actors.told import Line
from munigraph.web.things.stories.actors.when import When

SKETCH = Sketch(Addresses("https://e.example"), {}, texts("en"))


def line(**values: str) -> Line:
    """A row in which what begins with `x:` or `https:` is an IRI."""
    row: Row = {
        name: {"type": "uri" if value.startswith(("x:", "https:")) else "literal", "value": value}
        for name, value in values.items()
    }
    return Line(row, SKETCH)


def ballots(*rows: tuple[str, str, str, str]) -> list[Line]:
    return [
        line(vote=f"x:{vote}", party=f"x:{party}", side=f"x:{side}", ballots="1", counted=count)
        for vote, party, side, count in rows
    ]


def test_a_party_stands_where_most_of_its_members_stood() -> None:
    found, votes = agreements(
        ballots(
            ("1", "a", "for", ""), ("1", "b", "for", "3"), ("1", "b", "against", "2"),
            ("1", "c", "against", ""), ("2", "a", "for", ""), ("2", "b", "for", "2"),
            ("2", "b", "against", "2"), ("2", "c", "for", ""), ("3", "b", "for", ""), ("3", "c", "for", ""),
        ),
        "x:a",
    )  # fmt: skip
    assert votes == 3
    assert [(each.party.iri, each.agreed, each.together) for each in found] == [("x:b", 1, 1), ("x:c", 1, 2)]


def test_nobody_agrees_where_nobody_else_voted() -> None:
    assert agreements(ballots(("1", "a", "for", "")), "x:a") == ((), 1)
    assert agreements([], "x:a") == ((), 0)


@pytest.mark.parametrize(
    ("when", "words", "year"),
    [
        (When("2015", "2016-02"), "2015 – February 2016", 2015),
        (When(since="2015-08-25"), "since 25 August 2015", 2015),
        (When(until="2015"), "until 2015", None),
        (When(stated="2018"), "as of 2018", 2018),
        (
            When("", "", "2016-09", "2015-09-16", "2016-09-22"),
            "from some time between 16 September 2015 and 22 September 2016",
            2016,
        ),
        (When(not_before="2015"), "not before 2015", 2015),
        (When(), "", None),
        (When(since="long ago"), "since long ago", None),
    ],
)
def test_dates_are_told_as_precisely_as_they_are_known(when: When, words: str, year: int | None) -> None:
    assert when.words(texts("en")) == words
    assert when.year == year


def test_a_beginning_that_is_not_known_may_be_between_two_days() -> None:
    start = When(not_before="2015-09-16", not_after="2016-09-22").start
    assert start is not None
    assert (start.first.isoformat(), start.last.isoformat()) == ("2015-09-16", "2016-09-22")
    assert When(not_before="2016", not_after="2015").start is None
    assert When(stated="2016").start is None


def test_sums_are_by_currency_and_year_and_nothing_is_made_up() -> None:
    rows = [
        ("x:1", "20924", "DKK", "2016-10"),
        ("x:2", "0.50", "DKK", "2016"),
        ("x:3", "7", "SEK", "2016-01-01"),
        ("x:4", "100", "DKK", ""),
        ("x:5", "", "", "2016"),
        ("x:6", "1e999999999", "DKK", "2016"),
        ("x:7", "NaN", "DKK", "2016"),
        ("x:8", "a lot", "DKK", "2016"),
    ]
    costs = Costs.of(
        line(expense=iri, amount=amount, currency=currency, on=on) for iri, amount, currency, on in rows
    )
    assert len(costs.expenses) == 8
    assert [(each.currency, each.year, each.amount, each.expenses) for each in costs.sums] == [
        ("DKK", 2016, Decimal("20924.50"), 2),
        ("DKK", None, Decimal("100"), 1),
        ("SEK", 2016, Decimal("7"), 1),
    ]


@pytest.mark.parametrize(
    ("language", "whole", "parts", "unknown"),
    [
        ("en", "DKK 20,924", "SEK 1,234.50", "<B> 1"),
        ("da", "20.924 kr.", "1.234,50 SEK", "1 <b>"),
        ("sv", "20 924 Dkr", "1 234,50 kr", "1 <b>"),
    ],
)
def test_money_is_written_as_the_language_does(language: str, whole: str, parts: str, unknown: str) -> None:
    t = texts(language)
    found = [t.money(Decimal("20924"), "DKK"), t.money(Decimal("1234.5"), "SEK"), t.money(Decimal(1), "<b>")]
    assert [each.replace("\u00a0", " ") for each in found] == [whole, parts, unknown]
    assert decimal("1e999") is None
    assert t.amount("sixty") == "sixty"


def test_the_national_name_is_in_the_language_of_the_country() -> None:
    names = [
        Value("Board", language="en"),
        Value("Styrelse", language="sv"),
        Value("Bestyrelse", language="da"),
    ]
    assert [national(names, code) for code in ("SE", "dk")] == [names[1], names[2]]
    assert national(names, "FI") == names[1], "Swedish is a language of Finland too"
    for code in ("", "XX", "<b>", "IS"):
        assert national(names, code) is None


def test_years_are_filled_up_unless_they_are_centuries_apart() -> None:
    assert spanned([2018, 2015]) == (2015, 2016, 2017, 2018)
    assert spanned([-4000, 2015, 999_999_999]) == (-4000, 2015, 999_999_999)
    assert spanned([]) == ()
    lines = (
        line(status="x:a", year="2015", n="2"),
        line(status="x:b", year="2017", n="1"),
        line(status="x:a", n="4"),
    )
    counted = by_year(lines, "status", "n", ("x:b",))
    assert [sort.iri for sort in counted.sorts] == ["x:b", "x:a"]
    assert counted.years == (2015, 2016, 2017)
    assert counted.numbers == ((0, 0, 1), (2, 0, 0))
    assert counted.undated == (0, 4)
    assert (counted.total, counted.sums) == (7, (1, 6))


def test_the_last_days_are_asked_for_as_what_they_are() -> None:
    lines = (line(dates="2015-08-25 2016-05 soon 2014"), line(dates='2015-08-17 "} DROP'))
    found = latest_days(lines, 3)
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert found == f'"2016-05"^^<{xsd}gYearMonth> "2015-08-25"^^<{xsd}date> "2015-08-17"^^<{xsd}date>'


@pytest.mark.parametrize("degrees", ["NaN", "inf", "-1e400", "91", "north", ""])
def test_a_place_off_the_globe_is_nowhere(degrees: str) -> None:
    (point,) = points([line(other="x:town", lat=degrees, long="12.5")])
    assert not point.placed


@pytest.mark.parametrize("text", ["--5", "9" * 5000, "five", "٣٣x", "1.5"])
def test_what_is_no_count_counts_nothing(text: str) -> None:
    assert line(n=text).number("n") == 0


def test_seats_come_after_memberships_of_the_same() -> None:
    seat = {"membership": "x:2", "member": "x:b", "role": STEERING}
    rows = [
        seat,
        {"membership": "x:1", "member": "x:b", "since": "2016"},
        {"membership": "x:3", "member": "x:a", "since": "2018"},
    ]
    found = memberships((line(**row) for row in rows), "member")
    assert [each.it.iri for each in found] == ["x:3", "x:1", "x:2"]
    assert [each.steering for each in found] == [False, False, True]
