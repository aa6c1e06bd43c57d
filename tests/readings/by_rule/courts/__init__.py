"""Tests of reading by rule: courts."""
