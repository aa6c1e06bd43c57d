"""Expressions of time and what day, month or span each of them means (EDTF)."""
