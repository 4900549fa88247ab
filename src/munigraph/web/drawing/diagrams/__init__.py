"""Diagrams of classes and what leads from one to another."""

from .drawing import draw_diagram
from .model import Arrow, Box, Diagram, DiagramWords, Label

__all__ = ["Arrow", "Box", "Diagram", "DiagramWords", "Label", "draw_diagram"]
