"""Answers to what users ask, read through the view of the record only, every value with its footnote."""
