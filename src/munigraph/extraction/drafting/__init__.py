"""From facts to draft records: who and what the facts speak of, and how a record says them."""
