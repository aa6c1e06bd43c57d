"""Run by Alembic: the steps run on the connection that the caller holds, in the caller's transaction."""

from alembic import context

from transferwatch.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
