"""One reference of the whole API: the services' own OpenAPI documents made into one, and a page of it."""
