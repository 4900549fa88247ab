"""A program that confines itself to a port, and then evaluates a query: `confined.py PORT QUERY`."""

from __future__ import annotations

import sys

import pyoxigraph as ox

from munigraph.evaluation.confinement import confine

able = confine(int(sys.argv[1]))
try:
    found = ox.Store().query(sys.argv[2])
    print("confined" if able else "free", list(found) if isinstance(found, ox.QuerySolutions) else found)
except OSError as error:
    print("confined" if able else "free", error)
