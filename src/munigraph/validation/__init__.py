"""SHACL validation of asserted data."""

from .columnar import Validation, validated
from .report import Report, Result, Severity, report_quads, report_table
from .shapes import UnsupportedShapeError
from .validate import Validator, read_shapes, validate, with_hierarchy

__all__ = [
    "Report",
    "Result",
    "Severity",
    "UnsupportedShapeError",
    "Validation",
    "Validator",
    "read_shapes",
    "report_quads",
    "report_table",
    "validate",
    "validated",
    "with_hierarchy",
]
