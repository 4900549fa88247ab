"""Following an IRI: from the name of a thing to a page about it or to data; and why a statement holds."""

from . import proofs
from .views import blueprint

blueprint.register_blueprint(proofs.blueprint)

__all__ = ["blueprint"]
