"""What operators teach: the inbox, sentences, models, answers, counts."""
