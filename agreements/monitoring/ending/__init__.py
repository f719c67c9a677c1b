"""How an agreement nears its end: reminders, the decision, what is still open, the yearly review."""
