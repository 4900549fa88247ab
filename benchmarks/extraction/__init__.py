"""How well the extractor reads: precision and recall against gold files made by reading."""
