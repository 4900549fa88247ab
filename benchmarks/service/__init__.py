"""SPARQL services side by side, in one run, over HTTP on loopback."""
