"""From what a reader found to an article with honest metadata."""
