"""Texts of near-equal length together: a batch costs what its longest member costs."""

from collections.abc import Iterator, Sequence


def batches(lengths: Sequence[int], *, most_tokens: int, most_texts: int) -> Iterator[list[int]]:
    """Indices in batches, shortest first; a batch padded to its longest stays under `most_tokens`."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and (len(batch) == most_texts or lengths[index] * (len(batch) + 1) > most_tokens):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
