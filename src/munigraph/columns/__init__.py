"""A graph as columns of numbers: what reasoning and validation compute on."""
