"""まとめてマスキング: a folder of files, sent as one zip, masked as one job with nobody deciding on the way."""
