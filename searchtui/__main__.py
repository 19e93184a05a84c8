"""Lets `python -m searchtui` do what `searchtui` does."""

from searchtui.cli import main

if __name__ == "__main__":
    main()
