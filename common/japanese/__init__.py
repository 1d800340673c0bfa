"""Japanese text as several services need it: its words, and the forms of its verbs."""
