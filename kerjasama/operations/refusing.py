class Refused(Exception):
    """What was asked is not done; the message tells the operator in Indonesian what to do."""
