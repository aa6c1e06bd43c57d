"""From paths to captures: the bytes as found, and what is known of them; the only package that fetches."""
