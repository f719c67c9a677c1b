"""The log of all writes: what the database's own triggers note of every record, chained, sealed
each day, and compared with what stands in the tables.
"""
