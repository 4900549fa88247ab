"""Proposals: what was moved, by whom, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..asking import Ask, Group, Text
from ..cases import Case, separated
from ..entities import PEOPLE
from ..facts import Proposal
from ..outcomes import Outcomes
from ..resolutions import Block, Leadin
from ..said import Move
from ..titles import Title

_OWN = ("others", "all")
_ENDED = {"tabled": "tabled", "recommitted": "recommitted", "adopted": "adopted", "rejected": "rejected"}
"""What became of an item that is itself a motion, by what the decision did."""


def read(outcomes: Outcomes, title: Title | None, body: str | None, date: str | None) -> Iterator[Proposal]:
    """The proposals of a case: the item itself, what was moved, and drafts that nobody moved and that won."""
    if title and title.kind in ("motion", "initiative"):
        yield _of_title(title, outcomes, body, date)
    for block in outcomes.case.blocks:
        if block.leadin and block.leadin.name == "mover":
            tables = Ask("table") if outcomes.case.statuses == {"tabled"} else None
            moved = _of_leadin(block, block.leadin, body, date)
            yield replace(moved, put=outcomes.texts.put(tables))
    for move in outcomes.case.moves:
        for ask in _moved(move, outcomes.case):
            yield _proposal(ask, move, outcomes, body, date)
    yield from _unmoved(outcomes, body, date)


def _of_title(title: Title, outcomes: Outcomes, body: str | None, date: str | None) -> Proposal:
    start, end = title.raw
    statuses = outcomes.case.statuses
    outcome = next((_ENDED[status] for status in _ENDED if statuses == {status}), None)
    if outcome is None and "recommended" not in statuses and statuses != {"completed"}:
        outcome = outcomes.of(Ask("support", _as_text(title)))
    return Proposal(
        start=start,
        end=end,
        rule=title.rule,
        kind="motion",
        movers=title.persons,
        parties=title.parties,
        outcome=outcome,
        body=body,
        date=date,
        put=outcomes.texts.put(Ask("support", _as_text(title))),
    )


def _as_text(title: Title) -> Text:
    return Text("motion") if title.kind == "motion" else Text("text", groups=(Group(title.parties),))


def _of_leadin(block: Block, leadin: Leadin, body: str | None, date: str | None) -> Proposal:
    """`På förslag av Berg (S):` moves what the points under it decide."""
    entities = [entity for _, entity in leadin.text.entities(PEOPLE)]
    start = leadin.text.raw[0]
    end = (block.points[-1].text if block.points else leadin.text).raw[1]
    return Proposal(
        start=start,
        end=end,
        rule="leadins/mover",
        kind="motion",
        movers=tuple(person for entity in entities for person in entity.persons),
        outcome="adopted",
        body=body,
        date=date,
    )


def _moved(move: Move, case: Case) -> Iterator[Ask]:
    """The texts that a sentence moves: asking others' refusal beside an own proposal is none."""
    asked = list(separated(move.asks))
    own = [ask for ask in asked if _is_own(ask)]
    if own:
        yield from own
    elif asked and _has_own(move, case):
        return
    elif asked:
        yield next((ask for ask in asked if ask.text and ask.text.kind not in _OWN), asked[0])
    else:
        yield Ask("support", Text("text"))


def _is_own(ask: Ask) -> bool:
    return ask.act != "refuse" or _refuses_main(ask)


def _has_own(move: Move, case: Case) -> bool:
    """Whether those who move have moved something of their own in another sentence."""
    movers = {name for name, _ in move.movers}
    others = (other for other in case.moves if other is not move)
    return any(
        movers & {name for name, _ in other.movers} and any(map(_is_own, other.asks)) for other in others
    )


def _refuses_main(ask: Ask) -> bool:
    return ask.text is not None and ask.text.kind in ("draft", "motion", "initiative", "question")


def _proposal(ask: Ask, move: Move, outcomes: Outcomes, body: str | None, date: str | None) -> Proposal:
    start, end = move.raw
    kind = _kind(ask, outcomes.case)
    text = ask.text
    parties = text.parties if text and ask.act != "refuse" and kind != "recommendation" else ()
    movers = move.movers or tuple((None, party) for party in move.parties)
    return Proposal(
        start=start,
        end=end,
        rule=move.rule,
        kind=kind,
        movers=movers,
        parties=parties,
        outcome=_outcome(ask, move, outcomes),
        body=body,
        date=date,
        put=outcomes.texts.put(ask, move.movers),
    )


def _kind(ask: Ask, case: Case) -> str:
    text = ask.text
    if ask.act != "support" or text is None:
        return "motion"
    if text.kind == "draft":
        return "recommendation"
    if text.urges or text.kind in ("motion", "budget", "question", "initiative", "recommittal"):
        return "motion"
    if text.kind == "text" and text.parties and set(text.parties) == case.own_parties:
        return "motion"
    return "amendment"


def _outcome(ask: Ask, move: Move, outcomes: Outcomes) -> str | None:
    if ask.text is not None and ask.text.kind in _OWN and ask.act == "refuse":
        return _of_refusing_all(move, outcomes)
    return outcomes.of(ask)


def _of_refusing_all(move: Move, outcomes: Outcomes) -> str | None:
    """`avslag på samtliga yrkanden` wins where no text that was moved wins."""
    texts = [
        ask
        for other in outcomes.case.moves
        if other is not move
        for ask in other.asks
        if ask.act == "support"
    ]
    came = {outcomes.of(ask) for ask in texts} - {None}
    if not came:
        return None
    return "rejected" if "adopted" in came else "adopted"


def _unmoved(outcomes: Outcomes, body: str | None, date: str | None) -> Iterator[Proposal]:
    """A draft that won though nobody moved it: the body that put it is its mover."""
    case = outcomes.case
    moved = {
        case.office(ask.text) for move in case.moves for ask in move.asks if ask.text and ask.act == "support"
    }
    for start, end, text in _won(case):
        office = case.office(text)
        if office and office not in moved:
            moved.add(office)
            yield Proposal(
                start=start,
                end=end,
                rule=f"drafts/{office}",
                kind="recommendation",
                movers=((_who(text, case), None),),
                outcome="adopted",
                body=body,
                date=date,
                put=outcomes.texts.put(Ask("support", text)),
            )


def _won(case: Case) -> Iterator[tuple[int, int, Text]]:
    for block in case.blocks:
        if block.leadin and block.leadin.name in ("text", "recommended", "body"):
            for ask in block.leadin.asks:
                if ask.text and ask.text.kind == "draft":
                    yield *block.leadin.text.raw, ask.text
    for finding in case.findings:
        if not finding.put:
            for ask in finding.found:
                if ask.text and ask.text.kind == "draft" and ask.act == "support":
                    yield *finding.raw, ask.text


def _who(text: Text, case: Case) -> str:
    """The body or office that put a draft, in its base form."""
    for rule in case.profile.of("drafters"):
        if found := rule.pattern.search(text.wording):
            return found["who"].removesuffix("s")
    return text.wording
