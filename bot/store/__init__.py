"""Where everything is kept: one database, SQLite by default, PostgreSQL when several workers serve."""
