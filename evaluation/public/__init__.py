"""Measures of the reader's general parts on public sets that are kept outside of this repository."""
