"""The words a meeting is expected to use (辞書), before and after decoding."""
