"""The sentences a training reads: those of the files, and what operators added or took away."""
