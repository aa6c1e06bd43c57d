"""Tests of reading by rule: speech."""
