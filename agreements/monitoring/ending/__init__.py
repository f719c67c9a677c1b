"""How an agreement nears its end: reminders, the decision, open matters, the yearly review."""
