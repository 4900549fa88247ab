"""Data of any size that looks like the records: made up, the same for the same seed."""
