"""Minutes of one meeting: its items, and for each what was proposed, voted and decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from .archive import Archive, Joining, Matter
from .page import DocumentPage
from .terms import Texts, a, coded, day, joined, labels, number, term, text, thing
from .town import Body, Seat
from .votes import Voting, describe_vote, members
from .words import vocabulary

CONCERNS = term("concerns")
DECIDED_BY = term("decidedBy")
DECIDES_ON = term("decidesOn")
FOLLOWS = term("follows")
AT_ITEM = term("atItem")
IN_CASE = term("inCase")
PROPOSED_BY = term("proposedBy")
VOTE_ON = term("voteOn")
BY_VOTE = term("byVote")
CHANGES = term("changes")
MEETING: Texts = ("Meeting of the {}, {}", "Møde: {}, {}", "Sammanträde: {}, {}")
ITEM: Texts = ("Item", "Punkt", "Ärende")

WITHOUT_VOTE = {
    "council": {"adopted": 12, "noted": 3, "referred": 3, "recommitted": 3, "rejected": 1},
    "executive-board": {"recommended": 10, "adopted": 5, "noted": 2, "postponed": 3, "rejected": 1},
    "committee": {"recommended": 10, "adopted": 4, "referred": 2, "postponed": 2, "noted": 2},
}
"""How bodies decide what nobody asks a vote on, and how often."""
VOTES = {"council": 0.45, "executive-board": 0.2, "committee": 0.12}
AMENDMENTS = {"council": 0.3, "executive-board": 0.12, "committee": 0.08}
OPEN = ("recommended", "referred", "recommitted", "postponed")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of vote: its label, how parties take to it, its place in the order of votes."""

    opening: str
    favour: float
    sequence: int


ON_AMENDMENT = Kind("vote-on-amendment", 0.35, 1)
ON_PROPOSAL = Kind("vote", 0.78, 2)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the meeting being written down."""

    page: DocumentPage
    archive: Archive
    body: Body
    held: dt.date
    iri: str
    slug: str
    seats: tuple[Seat, ...]

    def chance(self, share: float) -> bool:
        return self.page.random.random() < share

    def place(self) -> tuple[str, str]:
        """The pairs that say who decided and where on the agenda."""
        return f"{DECIDED_BY} {self.body.iri}", f"{AT_ITEM} {self.iri}"


def minutes(archive: Archive, wanted: dt.date) -> DocumentPage:
    """A meeting of one of the town's bodies on the wanted day or soon after."""
    town, random = archive.town, archive.random
    weights = (8, 5, *(4 / rank for rank in range(1, len(town.bodies) - 1)))
    body = random.choices(town.bodies, weights)[0]
    held = archive.meeting_day(body, wanted)
    page = DocumentPage(f"{body.slug}-{held}", random)
    meeting = thing(f"meeting/{page.slug}")
    title = (
        MEETING[0].format(body.label[0], held),
        MEETING[1].format(body.label[1], held),
        MEETING[2].format(body.label[2], held),
    )
    page.say(meeting, a("Meeting"), *labels(title), day("heldOn", held))
    page.say(meeting, f"{term('meetingOf')} {body.iri}", page.evidence())
    seats = members(body, town.term(held.year), town.bodies)
    for count in range(1, random.randrange(2, 8)):
        slug = f"{page.slug}-{count}"
        _item(Item(page, archive, body, held, thing(f"item/{slug}"), slug, seats), meeting, count)
    page.close(title, "minutes-extract", town, held)
    return page


def _item(item: Item, meeting: str, count: int) -> None:
    page, archive = item.page, item.archive
    goes_on = bool(archive.waiting) and item.body.kind != "committee" and item.chance(0.6)
    matter = archive.waiting.popleft() if goes_on else archive.open(page, *archive.topic(), item.held.year)
    proposal = _proposal(item, matter)
    opening = (f"{ITEM[0]} {count}:", f"{ITEM[1]} {count}:", f"{ITEM[2]} {count}:")
    page.say(
        item.iri,
        a("AgendaItem"),
        *labels(joined(opening, matter.subject)),
        text("itemNumber", str(count)),
        f"{term('onAgendaOf')} {meeting}",
        f"{CONCERNS} {proposal}",
        f"{IN_CASE} {matter.case}",
        page.evidence(),
    )
    if item.chance(AMENDMENTS[item.body.kind]):
        _amendment(item, matter, proposal)
    decision, status = _decision(item, matter, proposal)
    if item.chance(0.15):
        _remark(item, matter, proposal)
    archive.decided.append(decision)
    if status in OPEN:
        archive.waiting.append(replace(matter, proposal=proposal, decision=decision))
    elif matter.network and status == "adopted":
        archive.joinings.append(Joining(matter.network, item.held.year, proposal))


def _proposal(item: Item, matter: Matter) -> str:
    """What the body is asked to decide, by an office or a committee or, as a motion, by a party."""
    random, town = item.page.random, item.archive.town
    motion = not matter.proposal and item.body.kind == "council" and item.chance(0.4)
    by = random.choice(item.seats).party if motion else random.choice(town.administrations).iri
    proposal = thing(f"proposal/{item.slug}")
    kind = "MembershipProposal" if matter.network else "Motion" if motion else "Proposal"
    item.page.say(
        proposal,
        a(kind),
        *labels(joined(vocabulary().openings["motion" if motion else "proposal"], matter.subject)),
        f"{PROPOSED_BY} {by}",
        f"{term('proposedTo')} {item.body.iri}",
        day("proposedOn", item.held - dt.timedelta(days=random.randrange(5, 40))),
        f"{IN_CASE} {matter.case}",
        item.page.evidence(),
    )
    if matter.network:
        item.page.say(proposal, *joining_pairs(item.archive, matter.network.slug))
    if matter.proposal:
        item.page.say(proposal, f"{term('basedOn')} {matter.proposal}")
    return proposal


def joining_pairs(archive: Archive, network: str) -> tuple[str, str, str]:
    """The pairs of a proposal to join a network."""
    return (
        f"{term('proposedMember')} {archive.town.iri}",
        f"{term('proposedNetwork')} {thing(f'network/{network}')}",
        coded("proposedRole", "membership-role/member"),
    )


def _amendment(item: Item, matter: Matter, proposal: str) -> None:
    """An amendment by one or two parties, always put to the vote, mostly lost."""
    slug = f"{item.slug}-a"
    amendment, vote, decision = (thing(f"{kind}/{slug}") for kind in ("proposal", "vote", "decision"))
    movers = {item.page.random.choice(item.seats).party for _ in range(2)}
    item.page.say(
        amendment,
        a("Amendment"),
        *labels(joined(vocabulary().openings["amendment"], matter.subject)),
        f"{term('amends')} {proposal}",
        *(f"{PROPOSED_BY} {party}" for party in movers),
        f"{term('proposedTo')} {item.body.iri}",
        f"{IN_CASE} {matter.case}",
        f"{AT_ITEM} {item.iri}",
        item.page.evidence(),
    )
    won = _vote(item, slug, matter, amendment, ON_AMENDMENT)
    pairs = [*_by_vote(vote), f"{DECIDES_ON} {amendment}", number("sequence", 1)]
    if won:
        pairs.append(f"{CHANGES} {proposal}")
    _decide(item, decision, "adopted" if won else "rejected", matter, pairs)


def _decision(item: Item, matter: Matter, proposal: str) -> tuple[str, str]:
    """The decision on the proposal itself, and its status."""
    decision, kind = thing(f"decision/{item.slug}"), item.body.kind
    pairs = [f"{DECIDES_ON} {proposal}", number("sequence", 2)]
    if item.chance(VOTES[kind]):
        won = _vote(item, item.slug, matter, proposal, ON_PROPOSAL)
        status = "rejected" if not won else "adopted" if kind == "council" else "recommended"
        pairs.extend(_by_vote(thing(f"vote/{item.slug}")))
    else:
        statuses = WITHOUT_VOTE[kind]
        status = item.page.random.choices(tuple(statuses), tuple(statuses.values()))[0]
        pairs.append(coded("decisionMethod", "decision-method/without-vote"))
    if matter.decision:
        pairs.append(f"{FOLLOWS} {matter.decision}")
    _decide(item, decision, status, matter, pairs)
    return decision, status


def _by_vote(vote: str) -> tuple[str, str]:
    return f"{BY_VOTE} {vote}", coded("decisionMethod", "decision-method/by-vote")


def _decide(item: Item, decision: str, status: str, matter: Matter, pairs: list[str]) -> None:
    item.page.say(
        decision,
        a("Decision"),
        *labels(joined(vocabulary().openings[status], matter.subject)),
        coded("status", f"decision-status/{status}"),
        day("decidedOn", item.held),
        *item.place(),
        f"{IN_CASE} {matter.case}",
        item.page.evidence(),
        *pairs,
    )


def _vote(item: Item, slug: str, matter: Matter, proposal: str, kind: Kind) -> bool:
    """Put a proposal to the vote; whether it was won."""
    return describe_vote(
        item.page,
        slug,
        Voting(item.seats, kind.favour, item.body.kind == "council"),
        *labels(joined(vocabulary().openings[kind.opening], matter.subject)),
        f"{VOTE_ON} {proposal}",
        number("sequence", kind.sequence),
        *item.place(),
    )


def _remark(item: Item, matter: Matter, proposal: str) -> None:
    """What a party had entered in the minutes."""
    party = item.page.random.choice(item.seats).party
    against = item.chance(0.6)
    kind, opening = ("reservation", "reservation") if against else ("minute-remark", "remark")
    item.page.say(
        thing(f"statement/{item.slug}"),
        a("Statement"),
        *labels(joined(vocabulary().openings[opening], matter.subject)),
        coded("statementKind", f"statement-kind/{kind}"),
        f"{term('onBehalfOf')} {party}",
        f"{term('opposes' if against else 'supports')} {proposal}",
        f"{AT_ITEM} {item.iri}",
        item.page.evidence(),
    )
