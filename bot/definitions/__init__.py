"""The data files: definitions, vocabulary, licences and systems, read strictly and checked whole."""

from bot.definitions.checking import read_files
from bot.definitions.places import data_root, migrations_root
from bot.definitions.problems import BadFiles, Problem

__all__ = ["BadFiles", "Problem", "data_root", "migrations_root", "read_files"]
