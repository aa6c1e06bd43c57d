"""How good the reader is: gold, scores, floors, and the reader card.  Run by `make evaluate`."""
