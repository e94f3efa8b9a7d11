"""The transparency log: what was published, in a tree of digests that shows when anything of it was changed."""
