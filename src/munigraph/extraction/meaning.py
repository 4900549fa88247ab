"""What the sides of a vote stand for, in words that do not depend on the minutes' language."""

from __future__ import annotations

from .asking import Ask, Text
from .cases import Case
from .counting import NO, YES
from .divisions import Division
from .outcomes import Outcomes

_VERBS = {"support": "adopt", "refuse": "reject"}
_OPPOSITE = {"support": "refuse", "refuse": "support"}


def meanings(division: Division, outcomes: Outcomes) -> dict[str, str | None]:
    """What each side of a division does, as its proposition says."""
    return {side: _meaning(division, side, outcomes) for side in (YES, NO)}


def decided_side(division: Division, outcomes: Outcomes) -> str | None:
    """The side whose effect the decision has; None where the decision does not tell."""
    told = _told_side(division, outcomes.case)
    if told:
        return told
    for side, other in ((YES, NO), (NO, YES)):
        for ask in division.sides[side].asks:
            came = _came_true(ask, outcomes)
            if came is not None:
                return side if came else other
    return None


def _told_side(division: Division, case: Case) -> str | None:
    """The side that the sentence of the result says won."""
    for decided in division.decided:
        for side in (YES, NO):
            for ask in division.sides[side].asks:
                if ask.act == decided.act and _about_one(ask, decided, case):
                    return side
    return None


def _about_one(one: Ask, other: Ask, case: Case) -> bool:
    if one.act in ("recommit", "today"):
        return True
    return one.text is not None and other.text is not None and case.same(one.text, other.text)


def _came_true(ask: Ask, outcomes: Outcomes) -> bool | None:
    """Whether what a side asks for is what the decision did."""
    case = outcomes.case
    if ask.act in ("recommit", "today"):
        return ("recommitted" in case.statuses) is (ask.act == "recommit") if case.statuses else None
    for each in (one.effect for one in case.resolved(ask)):
        if each.text is None or each.act not in _VERBS:
            continue
        if each.text.kind == "recommittal":
            return ("recommitted" in case.statuses) is (each.act == "support") if case.statuses else None
        verdict = outcomes.verdict(each.text, decided=True)
        if verdict:
            return verdict.act == each.act
        if each.text.kind == "addition" and _names_texts(outcomes):
            return each.act == "refuse"
    return None


def _names_texts(outcomes: Outcomes) -> bool:
    """Whether the decision says whose text it follows; additions it does not name were refused."""
    return any(
        each.decided and each.act == "support" and each.text.kind in ("draft", "text")
        for each in outcomes.verdicts
    )


def _meaning(division: Division, side: str, outcomes: Outcomes) -> str | None:
    asked = division.sides[side].asks
    if not asked:
        return None
    ask = asked[0]
    if ask.act == "today":
        return "decide today"
    if ask.act == "recommit":
        return "recommit"
    if ask.text is None or ask.act not in _VERBS:
        return None
    text = ask.text
    rivals = division.sides[NO if side == YES else YES].asks
    return _of_text(ask, text, rivals[0] if rivals else None, outcomes)


def _of_text(ask: Ask, text: Text, rival: Ask | None, outcomes: Outcomes) -> str:
    case = outcomes.case
    verb = _VERBS[ask.act]
    if text.kind == "question":
        return "question may be put" if ask.act == "support" else "question may not be put"
    if text.kind == "recommittal":
        return "recommit" if ask.act == "support" else "reject recommittal"
    if text.kind == "addition":
        return f"{verb} additional proposal"
    if text.kind == "motion":
        return f"{verb} the motion"
    if text.kind in ("item", "initiative"):
        return f"{verb} the proposal"
    motion = _on_motion(ask, rival, outcomes)
    if motion:
        return f"{_VERBS[motion]} the motion"
    if text.kind == "draft":
        return f"{verb} {case.office(text)} proposal"
    return _of_rival_text(ask, text, rival, case)


def _of_rival_text(ask: Ask, text: Text, rival: Ask | None, case: Case) -> str:
    verb = _VERBS[ask.act]
    if text.parties and set(text.parties) == case.own_parties:
        return f"{verb} the proposal"
    meant = _meant(ask, case)
    against_draft = rival is not None and rival.text is not None and rival.text.kind == "draft"
    if meant.text is not None and (against_draft or not text.names):
        budget = any(each.text and each.text.kind == "budget" for move in case.moves for each in move.asks)
        if meant.text.kind == "draft":
            return f"{_VERBS[meant.act]} {case.office(meant.text)} proposal"
        if meant.text.parties:
            what = "budget" if budget else "counter-proposal"
            return f"{_VERBS[meant.act]} {what} of {', '.join(meant.text.parties)}"
        if meant.text.kind == "motion":
            return f"{_VERBS[meant.act]} the motion"
    if text.names:
        return f"{verb} proposal of {text.names[0][0]}"
    return f"{verb} counter-proposal"


def _meant(ask: Ask, case: Case) -> Ask:
    """What a named person's proposal is, where the moves tell."""
    return case.resolved(ask)[0].effect


def _on_motion(ask: Ask, rival: Ask | None, outcomes: Outcomes) -> str | None:
    """`support` or `refuse`, where the effect of a side on the item's motion is plain."""
    case = outcomes.case
    if not case.motion:
        return None
    own = _effect_on_motion(ask, outcomes)
    if own:
        return own
    if {"adopted", "rejected"} <= case.statuses:
        # Granted in part: what is put against the motion is not its refusal.
        return None
    other = _effect_on_motion(rival, outcomes) if rival else None
    return _OPPOSITE[other] if other and ask.text and ask.text.kind == "draft" else None


def _effect_on_motion(ask: Ask, outcomes: Outcomes) -> str | None:
    for each in outcomes.case.resolved(ask):
        effect = each.effect
        if effect.text and effect.text.kind == "motion" and effect.act in _VERBS:
            return effect.act
    if ask.text is None or ask.text.kind != "draft" or ask.act != "support":
        return None
    draft = outcomes.verdict(ask.text, decided=True)
    motion = outcomes.verdict(Text("motion"), decided=True)
    if draft is None or motion is None:
        return None
    return motion.act if draft.act == "support" else _OPPOSITE.get(motion.act)
