"""Keeping the index in step with the folder of articles."""
