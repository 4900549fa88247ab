"""How closing and checking a graph grow with it, beside the libraries that are their measure."""
