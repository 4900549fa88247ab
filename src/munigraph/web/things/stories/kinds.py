"""Which page is made for which class."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from munigraph.names import ONTOLOGY, PREFIXES

from .actors import PAGES
from .cases import tell_case
from .concepts import tell_concept, tell_scheme
from .decisions import tell_decision
from .documents import tell_document
from .meetings import tell_item, tell_meeting
from .proposing import tell_proposal
from .questioning import tell_answer, tell_question
from .stating import tell_statement
from .telling import Teller
from .voting import tell_vote


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of the ontology with the template of its page, and what asks for the story it shows."""

    iri: str
    template: str
    tell: Callable[[Teller], Awaitable[object]]


KINDS: tuple[Kind, ...] = (
    Kind(PREFIXES["skos"] + "ConceptScheme", "things/scheme.html", tell_scheme),
    Kind(PREFIXES["skos"] + "Concept", "things/concept.html", tell_concept),
    Kind(ONTOLOGY + "AgendaItem", "things/item.html", tell_item),
    Kind(ONTOLOGY + "Amendment", "things/proposal.html", tell_proposal),
    Kind(ONTOLOGY + "Answer", "things/answer.html", tell_answer),
    Kind(ONTOLOGY + "Case", "things/case.html", tell_case),
    Kind(ONTOLOGY + "Decision", "things/decision.html", tell_decision),
    Kind(ONTOLOGY + "Meeting", "things/meeting.html", tell_meeting),
    Kind(ONTOLOGY + "MembershipProposal", "things/proposal.html", tell_proposal),
    Kind(ONTOLOGY + "Motion", "things/proposal.html", tell_proposal),
    Kind(ONTOLOGY + "Proposal", "things/proposal.html", tell_proposal),
    Kind(ONTOLOGY + "Question", "things/question.html", tell_question),
    Kind(ONTOLOGY + "SourceDocument", "things/document.html", tell_document),
    Kind(ONTOLOGY + "Statement", "things/statement.html", tell_statement),
    Kind(ONTOLOGY + "VoteEvent", "things/vote.html", tell_vote),
    *(Kind(*page) for page in PAGES),
)
"""The more particular before the more general."""


def kind_of(classes: Iterable[str]) -> Kind | None:
    """The kind of a thing of some classes; None where no page is made for any."""
    known = set(classes)
    return next((kind for kind in KINDS if kind.iri in known), None)
