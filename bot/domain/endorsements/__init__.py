"""Endorsements: who stands behind which version of a definition, counted by stakeholder category and region."""
