"""What the bot can do: one class a topic, one method a use case, one transaction a use case."""
