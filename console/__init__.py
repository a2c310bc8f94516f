"""Where operators read conversations, teach the assistant, and decide which model serves."""
