"""What a search gives back: matches, snippets, pages and exports. No type of any user interface stands here."""
