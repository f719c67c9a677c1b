"""Pages as values: one frozen dataclass for each page or panel, with what it shows and what the
reader may do there; views choose one, call the workflow, and answer.
"""
