"""What clerks say when something is decided, assigned or announced: small data, one file a topic."""
