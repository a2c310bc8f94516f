"""What holds a conversation together: settings, engine, turn, conversation store, privacy, commands."""
