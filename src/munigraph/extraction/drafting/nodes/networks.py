"""Memberships of networks, proposals to join them, and agreements between municipalities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...facts import Agreement, Membership
from ..naming import own
from ..sheet import Sheet, Sitting
from ..wording import Several, label

_ROLES = {"member": "member", "steering group": "steering-group-member"}
_PROPOSED = {"proposed": "member", "proposed steering group": "steering-group-member"}


def draft(
    sheet: Sheet, here: Sitting | None, facts: Iterable[Membership | Agreement], date: str | None
) -> None:
    """Who is in which network as the document states it, who is proposed, and who agreed with whom."""
    for fact in facts:
        if isinstance(fact, Agreement):
            _agreement(sheet, fact)
        else:
            _membership(sheet, here, fact, date)


def _membership(sheet: Sheet, here: Sitting | None, fact: Membership, date: str | None) -> None:
    member, network = _municipality(sheet, fact.member), sheet.known.network(fact.network)
    if member is None or network is None:
        missing = fact.network if member else fact.member
        sheet.leave(fact, f"{missing} is not in data/reference")
        return
    if fact.status in _ROLES:
        role = _ROLES[fact.status]
        name = sheet.ids.new("membership", own(member), own(network), role, "in", sheet.slug)
        keys: dict[str, Any] = {"member": member, "network": network, "role": role, "statedOn": date}
        sheet.nodes.append(sheet.stated(fact, name, "NetworkMembership", None, **keys))
    elif fact.status in _PROPOSED:
        role = _PROPOSED[fact.status]
        name = sheet.ids.new("proposal", own(member), own(network), role, "in", sheet.slug)
        called = label(
            "membership.proposal" if role == "member" else "membership.proposal-steering",
            member=sheet.known.called(member),
            network=sheet.known.called(network),
        )
        keys = {"proposedMember": member, "proposedNetwork": network, "proposedRole": role}
        keys["proposedTo"] = here.body if here else None
        sheet.nodes.append(sheet.stated(fact, name, "MembershipProposal", called, **keys))
    else:
        sheet.leave(fact, f"a membership cannot be said to be {fact.status}")


def _agreement(sheet: Sheet, fact: Agreement) -> None:
    partners = [each for each in (_municipality(sheet, name) for name in fact.partners) if each]
    if len(partners) < 2:
        sheet.leave(fact, "has no two partners of data/reference/municipalities.yaml")
        return
    called = label("cooperation.label", partners=Several.of(sheet.known.called(each) for each in partners))
    name = sheet.ids.new("cooperation", *(own(each) for each in partners), fact.date or "")
    keys = {"partner": partners, "signedOn": fact.date}
    sheet.nodes.append(sheet.stated(fact, name, "CityCooperation", called, **keys))


def _municipality(sheet: Sheet, name: str) -> str | None:
    return sheet.known.find_municipality(name)
