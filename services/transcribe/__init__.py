"""Meeting audio becomes minutes: decode, cut at silences, transcribe, find decisions and tasks, export."""
