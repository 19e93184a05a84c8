"""Finding files and reading them: each format has one small reader, listed in `readers`."""
