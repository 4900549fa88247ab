"""How long searches take, over HTTP, on a release of any size."""
