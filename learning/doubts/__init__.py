"""What operators added that is probably wrong, with why and who: read before a training, and by the gate."""
