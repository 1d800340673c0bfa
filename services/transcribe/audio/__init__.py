"""The sound of an upload: opened, decoded in the sandbox, read back as samples."""
