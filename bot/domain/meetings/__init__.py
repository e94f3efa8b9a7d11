"""Town halls: what was said, and what it came to."""
