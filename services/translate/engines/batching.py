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


def fewest_steps(lengths: Sequence[int], *, most_texts: int) -> list[list[int]]:
    """Indices in the batches, shortest first, that a decoder-only model gets through in the fewest steps.

    CTranslate2 reads as much of a batch's prompts at once as its shortest has, and the rest of the longer
    ones a token a step; then come the answers, a token a step too, about as many as the longest prompt has.
    """
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    best: list[tuple[int, int]] = [(0, 0)]
    """By how many of the shortest are done: the steps that takes, and where its last batch begins."""
    for end in range(1, len(order) + 1):
        longest = lengths[order[end - 1]]
        best.append(
            min(
                (best[start][0] + 2 * longest - lengths[order[start]], start)
                for start in range(max(0, end - most_texts), end)
            )
        )
    made: list[list[int]] = []
    end = len(order)
    while end:
        start = best[end][1]
        made.append(order[start:end])
        end = start
    return made[::-1]
