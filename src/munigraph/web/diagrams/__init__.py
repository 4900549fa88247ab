"""Diagrams of classes and what leads from one to another: SVG made on the server, the same each time."""

from .drawing import draw
from .model import Arrow, Box, Diagram, Label

__all__ = ["Arrow", "Box", "Diagram", "Label", "draw"]
