"""Where people check what was read: items by a name of their own, and sheets that become decisions."""
