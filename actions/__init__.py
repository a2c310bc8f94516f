"""What the assistant does when it is not enough to speak: thin actions that read slots, ask region, and say one thing."""
