"""Drawings for the pages: SVG made on the server, each with a table that says the same."""

from .columns import Columns, Series, draw_columns
from .diagrams import Arrow, Box, Diagram, DiagramWords, Label, draw_diagram
from .map import Map, Place, Sign, draw_map
from .rendering import Cell, Drawing, DrawingError
from .timeline import Line, Mark, Timeline, Tone, draw_timeline
from .vote_layout import draw_vote
from .votes import Ballot, Side, SideKind, Vote, VoteWords

__all__ = [
    "Arrow", "Ballot", "Box", "Cell", "Columns", "Diagram", "DiagramWords", "Drawing", "DrawingError",
    "Label", "Line", "Map", "Mark", "Place", "Series", "Side", "SideKind", "Sign", "Timeline", "Tone", "Vote",
    "VoteWords", "draw_columns", "draw_diagram", "draw_map", "draw_timeline", "draw_vote",
]  # fmt: skip
