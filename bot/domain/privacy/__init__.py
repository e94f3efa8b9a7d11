"""What is kept of persons: shown to them, and taken away when they ask."""
