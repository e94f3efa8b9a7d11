"""The tests: the folders mirror `bot`; what the tests share is in `support`, what people see in `golden`."""
