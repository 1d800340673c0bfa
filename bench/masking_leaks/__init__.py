"""Is anything left in masked files? Made fixtures, masked by the writers, judged by tools that are not ours."""
