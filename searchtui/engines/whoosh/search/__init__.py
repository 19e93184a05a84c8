"""Searching: queries evaluated as arrays over a snapshot of the index."""
