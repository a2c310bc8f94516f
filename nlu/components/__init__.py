"""The steps of understanding as Rasa graph components, in the order of config.yml."""
