"""What nobody covers, from what people wrote to an answer that is replayed."""
