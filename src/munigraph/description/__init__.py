"""How a release describes itself: VoID, DCAT-AP, PROV-O."""

from .about import About, read_about
from .dcat import dcat_quads
from .prov import provenance_quads, release_quads
from .void import void_quads

__all__ = ["About", "dcat_quads", "provenance_quads", "read_about", "release_quads", "void_quads"]
