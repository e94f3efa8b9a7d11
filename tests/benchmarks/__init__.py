"""How fast it is, how much memory it takes, and how often it understands."""
