"""How a release describes itself: VoID, DCAT-AP, PROV-O."""

from .about import About, read_about
from .dcat import dcat_quads
from .figures import Figures
from .prov import document_provenance, provenance_quads, release_quads
from .void import void_quads

__all__ = [
    "About",
    "Figures",
    "dcat_quads",
    "document_provenance",
    "provenance_quads",
    "read_about",
    "release_quads",
    "void_quads",
]
