"""What is held on a person: shown and handed out to them, and corrected on request (UU 27/2022)."""
