"""Speech to text: where there is speech, what was said, how sure it is."""
