"""What happened in the forum, told as leaves of the log and as disclosures that hang off them."""
