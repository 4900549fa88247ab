"""SHACL validation of asserted data."""

from .report import Report, Result, Severity, report_quads, report_table
from .shapes import UnsupportedShapeError
from .validate import Validator, read_shapes, validate

__all__ = [
    "Report",
    "Result",
    "Severity",
    "UnsupportedShapeError",
    "Validator",
    "read_shapes",
    "report_quads",
    "report_table",
    "validate",
]
