"""How good the data are, in numbers: how complete, how well covered by evidence, made by whom.

Counted in columns at build, and after a change only where it can matter; written as
measurements of the W3C Data Quality Vocabulary.
"""

from .expectations import Expectation, expectations
from .quality import Quality
from .state import State
from .telling import changed_documents, of_all, of_documents

__all__ = ["Expectation", "Quality", "State", "changed_documents", "expectations", "of_all", "of_documents"]
