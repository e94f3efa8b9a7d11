"""Values and rules: what a system is, what a definition asks, how one is judged by the other.

Standard library only; no input or output, no clock.
"""
