"""Tests of reading by rule: dates."""
