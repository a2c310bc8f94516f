"""What the Région says: dated, sourced data, and the rules that read it."""
