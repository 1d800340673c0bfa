"""Whether the indexes agree with the catalog, and what to do where they do not."""
