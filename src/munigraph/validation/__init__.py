"""SHACL validation of asserted data."""

from .report import Report, Result, Severity, report_quads, report_table
from .validate import read_shapes, validate

__all__ = ["Report", "Result", "Severity", "read_shapes", "report_quads", "report_table", "validate"]
