"""Documents between meetings: answers to members of the council, and memoranda on networks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from .archive import Archive, Joining
from .minutes import joining_pairs
from .page import DocumentPage
from .terms import Texts, a, coded, day, inserted, joined, labels, number, term, text, thing, typed
from .town import Town, name_of
from .words import Named, slug, vocabulary

ABOUT = term("about")
IN_CASE = term("inCase")
MEMBERSHIP: Texts = ("membership of {}", "medlemskab af {}", "medlemskap i {}")
INTERNATIONAL: Texts = (
    "Memorandum on networks, {}",
    "Notat om netværk, {}",
    "Promemoria om nätverk, {}",
)
COOPERATION: Texts = (
    "Cooperation between {} and {}",
    "Samarbejde mellem {} og {}",
    "Samarbete mellan {} och {}",
)


def answer(archive: Archive, sent: dt.date) -> DocumentPage:
    """A question of a councillor with its answer and the claims made in it."""
    town, random = archive.town, archive.random
    name = f"{town.slug}-{sent.year}-answer-{archive.number()}"
    page = DocumentPage(name, random)
    area, subject = archive.topic()
    matter = archive.open(page, area, subject, sent.year)
    council = town.term(sent.year)
    question, reply = thing(f"question/{name}"), thing(f"answer/{name}")
    page.say(
        question,
        a("Question"),
        *labels(joined(vocabulary().openings["question"], subject)),
        f"{term('askerMandate')} {random.choice(council.seats).mandate}",
        f"{term('addressedTo')} {town.bodies[1].iri}",
        day("askedOn", sent - dt.timedelta(days=random.randrange(3, 60))),
        f"{IN_CASE} {matter.case}",
        page.evidence(),
    )
    if archive.decided:
        page.say(question, f"{ABOUT} {random.choice(archive.decided)}")
    office = random.choice(town.administrations).iri
    page.say(
        reply,
        a("Answer"),
        *labels(joined(vocabulary().openings["answer"], subject)),
        f"{term('answers')} {question}",
        f"{term('answererMandate')} {council.mayor}",
        f"{term('answeredBy')} {office}",
        day("answeredOn", sent),
        f"{IN_CASE} {matter.case}",
        page.evidence(),
    )
    spoken = (f"{term('claimedBy')} {office}", f"{term('claimIn')} {reply}", f"{ABOUT} {matter.case}")
    for nth in range(1, random.randrange(2, 8)):
        _claim(page, thing(f"claim/{name}-{nth}"), subject, sent.year, *spoken)
    title = joined(vocabulary().openings["answer"], subject)
    page.close(title, "answer", town, sent, f"{IN_CASE} {matter.case}")
    return page


def _claim(page: DocumentPage, claim: str, subject: Texts, year: int, *pairs: str) -> None:
    """Something the office says; every other claim is a figure."""
    random, openings = page.random, vocabulary().openings
    if random.random() < 0.5:
        opening, kind = random.choice((("cost", "estimate"), ("users", "report")))
        page.say(
            claim,
            a("Figure"),
            typed("quantity", random.randrange(12, 90_000), "decimal"),
            coded("bound", f"bound/{random.choice(('exactly', 'about', 'at-least', 'more-than'))}"),
            typed("referenceYear", year - random.randrange(1, 4), "gYear"),
        )
    else:
        opening, kind = random.choice((("reason", "reason"), ("criticism", "assessment")))
        page.say(claim, a("Claim"))
    page.say(
        claim,
        *labels(joined(openings[opening], subject)),
        coded("claimKind", f"claim-kind/{kind}"),
        *pairs,
        page.evidence(),
    )


def memorandum(archive: Archive, written: dt.date, towns: int) -> DocumentPage:
    """Where the town is a member, a network it might join, and at times a cooperation with its costs."""
    town, random = archive.town, archive.random
    name = f"{town.slug}-{written.year}-networks-{archive.number()}"
    page = DocumentPage(name, random)
    if not archive.joinings:
        first = random.choice(vocabulary().networks)
        archive.joinings.append(Joining(first, max(1995, written.year - random.randrange(1, 6))))
    for joining in archive.joinings:
        _membership(page, town, joining, written)
    known = {joining.network for joining in archive.joinings}
    known |= {matter.network for matter in archive.waiting if matter.network}
    others = [network for network in vocabulary().networks if network not in known]
    if others:
        _proposal_to_join(page, archive, random.choice(others), written)
    if towns > 1 and random.random() < 0.5:
        _cooperation(page, archive, (town.number + random.randrange(1, towns)) % towns, written)
    page.close(inserted(INTERNATIONAL, str(written)), "memorandum", town, written)
    return page


def _membership(page: DocumentPage, town: Town, joining: Joining, stated: dt.date) -> None:
    network = joining.network.slug
    membership = thing(f"membership/{page.slug}-{network}")
    role = "steering-group-member" if page.random.random() < 0.1 else "member"
    page.say(
        membership,
        a("NetworkMembership"),
        f"{term('member')} {town.iri}",
        f"{term('network')} {thing(f'network/{network}')}",
        coded("org:role", f"membership-role/{role}"),
        typed("since", joining.year, "gYear"),
        day("statedOn", stated),
        page.evidence(),
    )
    if joining.proposal:
        page.say(membership, f"{term('followsProposal')} {joining.proposal}")


def _proposal_to_join(page: DocumentPage, archive: Archive, network: Named, written: dt.date) -> None:
    """An office proposes to join; a later meeting decides."""
    subject = (
        MEMBERSHIP[0].format(network.label[0]),
        MEMBERSHIP[1].format(network.label[1]),
        MEMBERSHIP[2].format(network.label[2]),
    )
    matter = archive.open(page, "international-cooperation", subject, written.year, network)
    proposal = thing(f"proposal/{page.slug}-{network.slug}")
    page.say(
        proposal,
        a("MembershipProposal"),
        *labels(joined(vocabulary().openings["proposal"], subject)),
        *joining_pairs(archive, network.slug),
        f"{term('proposedBy')} {archive.town.administrations[0].iri}",
        f"{term('proposedTo')} {archive.town.bodies[1].iri}",
        day("proposedOn", written),
        f"{IN_CASE} {matter.case}",
        page.evidence(),
    )
    archive.waiting.append(replace(matter, proposal=proposal))


def _cooperation(page: DocumentPage, archive: Archive, other: int, written: dt.date) -> None:
    """An agreement with another town."""
    town, random = archive.town, archive.random
    name, country = name_of(other)
    partner = f"{slug(name)}-{country.code.lower()}"
    cooperation = thing(f"cooperation/{page.slug}")
    years = random.randrange(1, 6)
    area, subject = archive.topic()
    english, danish, swedish = COOPERATION
    page.say(
        cooperation,
        a("CityCooperation"),
        *(f"{term('partner')} {iri}" for iri in (town.iri, thing(f"municipality/{partner}"))),
        *labels(
            (english.format(town.name, name), danish.format(town.name, name), swedish.format(town.name, name))
        ),
        coded("policyArea", f"policy-area/{area}"),
        day("signedOn", written),
        day("since", written),
        typed("until", written.year + years, "gYear"),
        number("durationInYears", years),
        f"{term('signatoryMandate')} {town.term(written.year).mayor}",
        page.evidence(),
    )
    pairs = (f"{term('underCooperation')} {cooperation}", f"{term('place')} {thing(f'place/{partner}')}")
    _visit(page, town, subject, f"{written:%Y-%m}", *pairs)


def _visit(page: DocumentPage, town: Town, subject: Texts, month: str, *pairs: str) -> None:
    """A visit and what it cost."""
    visit, expense = thing(f"event/{page.slug}"), thing(f"expense/{page.slug}")
    page.say(
        visit,
        a("Event"),
        *labels(joined(vocabulary().openings["visit"], subject)),
        coded("eventKind", "event-kind/visit"),
        typed("heldOn", month, "gYearMonth"),
        f"{term('participant')} {town.iri}",
        *pairs,
        page.evidence(),
    )
    page.say(
        expense,
        a("Expense"),
        *labels(joined(vocabulary().openings["expense"], subject)),
        typed("amount", f"{page.random.randrange(800, 9_000_000) / 100:.2f}", "decimal"),
        text("currency", town.country.currency),
        f"{term('expenseFor')} {visit}",
        page.evidence(),
    )
