"""What every form of this program shares: fields for figures and days, and questions that are asked
before a doubtful value is kept.
"""
