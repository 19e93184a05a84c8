"""The query language: typed text to nodes and back."""
