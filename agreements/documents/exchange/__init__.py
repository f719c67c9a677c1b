"""How a draft travels to the partner and back: DOCX out and in, and mail."""
