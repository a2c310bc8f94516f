"""What operators taught and changed, written to the files that git holds."""
