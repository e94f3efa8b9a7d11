"""What is public, read for everybody and nobody in particular: values without accounts in them."""
