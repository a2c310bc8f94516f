"""How long data stays and how it leaves: a person's rights, the purge, backups."""
