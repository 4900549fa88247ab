"""Input files of any size: the made-up statements of `benchmarks.data` as a curator would have typed them."""
