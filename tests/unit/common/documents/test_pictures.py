from common.documents.pictures import Picture


def test_a_picture_survives_json() -> None:
    picture = Picture(width=2, height=1, pixels=b"\x00\xff", origin=(0, 1), across=(1, 0), down=(0, -1))
    assert Picture.model_validate_json(picture.model_dump_json()) == picture


def test_a_box_is_carried_to_the_page_even_when_it_is_turned() -> None:
    upright = Picture(width=9, height=9, pixels=b"", origin=(0, 100), across=(0.5, 0), down=(0, -0.5))
    assert upright.box_on_page((2, 4, 6, 8)) == (1, 96, 3, 98)
    turned = Picture(width=9, height=9, pixels=b"", origin=(0, 0), across=(0, 1), down=(1, 0))
    assert turned.box_on_page((2, 4, 6, 8)) == (4, 2, 8, 6)
