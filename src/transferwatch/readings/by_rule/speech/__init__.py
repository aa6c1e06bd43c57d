"""Who says what: attributions, their speakers, stances and venues, and what is contested."""
