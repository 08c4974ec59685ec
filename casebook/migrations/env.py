"""Alembic's entry: runs the migrations on the connection that casebook.engine hands over."""

from alembic import context

from casebook import tables

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=tables.metadata, render_as_batch=True)
context.run_migrations()
