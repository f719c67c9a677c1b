"""Official letters: written, edited, initialled, numbered, signed and sent."""
