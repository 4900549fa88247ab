"""From facts to nodes of a record, a module for each kind of thing."""
