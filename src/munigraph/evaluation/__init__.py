"""Evaluating one query on one store, in a process that does nothing else.

Nothing is imported here: a worker is to be ready soon.
"""
