"""`python -m transferwatch`: the command line."""

from __future__ import annotations

import sys

from transferwatch.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
