"""``python -m atschecker``."""

from atschecker.cli import main

if __name__ == "__main__":
    main()
