"""Taking away: articles that were found, with all one needs to cite and check them, in formats of other programs."""
