"""Numbers of persons and amounts of money, with their bounds."""
