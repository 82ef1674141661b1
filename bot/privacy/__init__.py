"""What is held about people: their rights, how long it is kept, and what was done with it."""
