"""The two roles of the database: the owner of the tables, who migrates, and the program, which
owns nothing and serves.
"""
