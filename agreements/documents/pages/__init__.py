"""What each paper prints: the context from which its template is filled."""
