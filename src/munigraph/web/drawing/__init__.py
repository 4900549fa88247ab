"""Drawings for the pages: SVG made on the server, each with a table that says the same."""

from .columns import Columns, Series, draw_columns
from .map import Map, Place, Sign, draw_map
from .rendering import Cell, Drawing, DrawingError
from .timeline import Line, Mark, Timeline, Tone, draw_timeline
from .vote_layout import draw_vote
from .votes import Ballot, Side, SideKind, Vote, VoteWords

__all__ = [
    "Ballot", "Cell", "Columns", "Drawing", "DrawingError", "Line", "Map", "Mark", "Place", "Series", "Side",
    "SideKind", "Sign", "Timeline", "Tone", "Vote", "VoteWords", "draw_columns", "draw_map", "draw_timeline",
    "draw_vote",
]  # fmt: skip
