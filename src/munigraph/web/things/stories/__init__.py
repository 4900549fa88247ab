"""What the page of a thing tells above its statements, for each kind that has a page made for it.

A kind is a module with its queries (`queries/*.rq` here), a template in `templates/things/`
and texts in its own area; the page of a thing of no such kind is the list of statements alone.
"""

from .kinds import Kind, kind_of
from .telling import Teller

__all__ = ["Kind", "Teller", "kind_of"]
