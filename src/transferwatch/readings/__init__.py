"""From a document to its coded reading: what a careful human coder writes down (no storage, no network)."""
