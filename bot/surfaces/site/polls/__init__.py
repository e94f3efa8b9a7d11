"""The record's pages of polls, of their cells, and of components over all polls."""
