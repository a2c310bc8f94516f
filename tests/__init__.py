"""The suite mirrors the tree; conversations, exam, browser and load have folders of their own."""
