"""All that one person holds, and its passing to others in one act."""
