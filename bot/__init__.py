"""The forum's bot: is X open source AI, component by component, under a named version of the definition."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("osaibot")
except PackageNotFoundError:  # run from a bare checkout
    __version__ = "0.0.0"
