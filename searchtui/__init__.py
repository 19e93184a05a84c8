"""Full-text search with a terminal interface for folders of saved news articles."""

__version__ = "0.1.0"
