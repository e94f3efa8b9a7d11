"""What people see and press: the terminal, the shell, Discord."""
