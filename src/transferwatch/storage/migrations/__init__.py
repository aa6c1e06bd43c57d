"""How the tables are made, and how older ones are brought up to date (Alembic)."""
