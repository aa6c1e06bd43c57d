"""From captured bytes to a document: text, facts of publication, and the way back to the original (no network)."""
