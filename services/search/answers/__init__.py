"""From a question to the page of hits: ranked, one hit a document, with the stretch that shows why."""
