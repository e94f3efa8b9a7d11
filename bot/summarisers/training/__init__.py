"""How the ranker was made: `python -m bot.summarisers.training` makes the same file again."""
