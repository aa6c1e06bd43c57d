"""How much of a reading stays when the text is disturbed in ways that mean nothing: `python -m evaluation.robustness`."""
