"""Tests of the tagger: what it is shown, and what is made of its findings."""
