"""Where the workspace is kept: bytes on a shelf, an append-only ledger, and the tables behind the view of the
record.
"""
