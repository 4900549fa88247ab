"""How long pages take, of every kind of thing that a release has."""
