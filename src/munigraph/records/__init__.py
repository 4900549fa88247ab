"""Records and the other input files: read, checked for form and references, turned into quads."""

from .entries import Entry
from .project import Project, read_project

__all__ = ["Entry", "Project", "read_project"]
