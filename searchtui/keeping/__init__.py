"""The user's work and the index brought together: which articles a mark holds for, and what it means in a query."""
