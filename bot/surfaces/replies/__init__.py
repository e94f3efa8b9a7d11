"""From values to replies: the one place where answers get their words."""
