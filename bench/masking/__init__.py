"""Detection of personal information, measured: `persons` on given sentences, `kinds` on generated documents."""
