"""What the assistant understands: the words of a message, what it asks for and what it states."""
