import io

from common.models.progress import Console, Quiet, amount


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_elsewhere_than_on_a_terminal_each_step_is_said_at_its_start_and_at_its_end():
    out = io.StringIO()
    console = Console(out, interval=60)
    for done in range(0, 101):
        console.update("joining", done * 1000**2, 100 * 1000**2)
    assert out.getvalue() == "  joining 0/100 MB\n  joining 100/100 MB\n"


def test_a_terminal_has_its_line_rewritten_and_kept_at_the_end():
    out = Terminal()
    console = Console(out)
    console.update("converting layer", 1, 2, "")
    console.update("converting layer", 2, 2, "")
    console.line("done")
    assert out.getvalue().count("\n") == 2
    assert "\r\033[K  converting layer 1/2" in out.getvalue()


def test_a_new_step_is_said_at_once():
    out = io.StringIO()
    console = Console(out, interval=60)
    console.update("a", 1, 2, "")
    console.update("b", 1, 2, "")
    assert out.getvalue() == "  a 1/2\n  b 1/2\n"


def test_amounts_without_a_known_total_are_said_alone():
    assert amount(12_400_000, None, "MB") == "12 MB"
    assert amount(3, None, "files") == "3 files"


def test_quiet_takes_everything_and_says_nothing(capsys):
    Quiet().line("x")
    Quiet().update("x", 1, 2)
    assert capsys.readouterr().out == ""
