"""The record: what the matched readings come to, with both clocks, grades and dissent (no SQL)."""
