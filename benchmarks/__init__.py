"""Measurements, and the data and questions they are made with."""
