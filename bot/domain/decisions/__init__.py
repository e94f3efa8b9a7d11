"""Decisions: what moderators decided and why; never edited, but superseded, withdrawn, corrected in view, reviewed."""
