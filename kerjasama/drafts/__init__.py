"""What a person typed into a form and has not sent: kept, offered again, purged. Knows nothing of
agreements.
"""
