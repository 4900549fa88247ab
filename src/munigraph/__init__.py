"""munigraph: an open knowledge graph of municipal government."""
