"""`python -m munigraph` is the command `munigraph`."""

from munigraph.cli import main

main()
