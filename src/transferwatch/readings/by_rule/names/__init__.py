"""What a text names, found before the parse: states, bodies, courts, instruments, people."""
