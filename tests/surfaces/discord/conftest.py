"""The simulated Discord for these tests."""

from tests.support.simulation import filled_database, forum, known_library, open_forum
from tests.support.simulation_wire import wire

__all__ = ["filled_database", "forum", "known_library", "open_forum", "wire"]
