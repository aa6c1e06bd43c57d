"""How fast it is, each figure beside a baseline of the same run.  Run by `make bench`."""
