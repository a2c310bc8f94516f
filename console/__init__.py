"""Where operators read transcripts and teach the assistant."""
