from gateway.database import open_database
from gateway.keys import KeyStore
from gateway.keys.first import announce_first_key


def test_the_first_key_is_shown_once_on_the_console_and_works(settings, capsys):
    engine = open_database(settings)
    keys = KeyStore(engine)
    announce_first_key(keys)
    announce_first_key(keys)
    shown = capsys.readouterr()
    texts = [word for word in shown.out.split() if word.startswith("yk_")]
    assert len(texts) == 1
    assert keys.check(texts[0]).principal.is_admin
    assert shown.err == ""
    engine.dispose()


def test_a_gateway_that_already_has_a_key_shows_nothing(settings, capsys):
    engine = open_database(settings)
    keys = KeyStore(engine)
    keys.create("山田", ["admin"])
    announce_first_key(keys)
    assert capsys.readouterr().out == ""
    engine.dispose()
