"""The pages of the console, one module each: its routes and their handlers."""
