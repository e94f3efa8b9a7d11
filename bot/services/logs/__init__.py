"""The transparency log on disk and on the web: written, proved and checked.

Needs cryptography and rfc8785 only; nothing in here knows the database or Discord, so that anyone can run the checks.
"""
