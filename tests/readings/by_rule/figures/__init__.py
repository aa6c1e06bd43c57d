"""Tests of reading by rule: figures."""
