"""Records and the other input files: read, checked for form and references, turned into quads."""

from .project import Project, read_project

__all__ = ["Project", "read_project"]
