"""The public record as static files that any host can serve."""
