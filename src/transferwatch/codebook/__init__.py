"""The codebook: the words and codes of the field as data, with a reference for each entry."""
