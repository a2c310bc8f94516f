"""Where the Région's data comes from outside: the database, files people bring, public services."""
