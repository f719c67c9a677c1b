"""Home: the queue of what waits for a person, the task that lies open beside it, and what is to be
set up first.
"""
