"""From a document to facts with the offsets of their wording: no model, no network, no inference."""
