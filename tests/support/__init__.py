"""What tests share: fixtures, each kind in a plugin of its own, and the demo."""
