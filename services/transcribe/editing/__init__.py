"""Changes that people make to a finished transcript: operations, what they changed, and every version kept."""
