"""Which reports of which readings speak of the same thing: arrangement, movement, court step (writes
nothing).
"""
