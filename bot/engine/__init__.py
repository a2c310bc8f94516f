"""Rasa in our process: it understands and leads the dialogue, without its servers and without TensorFlow."""
