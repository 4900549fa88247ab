"""`python -m munigraph.cli`."""

from . import main

main()
