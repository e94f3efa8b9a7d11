"""The simulated Discord for these tests."""

from tests.support.simulation import forum, open_forum
from tests.support.simulation_wire import wire

__all__ = ["forum", "open_forum", "wire"]
