from common.models.listing import table


def test_the_columns_line_up_and_defaults_are_starred(store_of, entry_of):
    one = entry_of("a", {"model.bin": b"x"}, default=True)
    other = entry_of("a-much-longer-name", {"model.bin": b"x"}, pinned=False)
    lines = table(store_of(one, other)).splitlines()
    at = lines[0].index("role")
    assert [line[at:].split()[0] for line in lines] == ["role", "translation", "translation"]
    assert lines[1].startswith("a * ")
    assert lines[2].startswith("a-much-longer-name ")
