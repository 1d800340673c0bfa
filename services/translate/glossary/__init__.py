"""用語集: words of a department and what they must become."""
