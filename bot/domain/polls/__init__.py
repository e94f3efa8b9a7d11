"""Polls: ballots, how they are counted, and by which rule a count becomes a verdict.

Integers and fractions only; nothing here knows a file, a database or a chat.
"""
