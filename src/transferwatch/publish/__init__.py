"""Answers made ready to leave the workspace: for the terminal, as Markdown, as a page, as JSON."""
