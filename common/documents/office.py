"""LibreOffice as a converter: one headless process a file, in a profile of its own, ended in time."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from common.errors import BrokenFile, UnsupportedFormat

SECONDS = 100.0
PREFIX = "yakuba-office-"
RESTART = 81
"""How it ends when it has made a new profile and wants to be started again."""
STALE_SECONDS = 3600.0
PR_SET_PDEATHSIG = 1
MISSING = "この形式を読み取るには LibreOffice が必要です。管理者に導入を依頼するか、新しい形式で保存し直してください。"
FAILED = (
    "LibreOffice で開けませんでした。パスワードで保護されているか、壊れているおそれがあります。"
    "元のソフトで開き、新しい形式で保存し直してからお試しください。"
)
TOO_LONG = (
    "LibreOffice での変換に時間がかかりすぎたため中止しました。新しい形式で保存し直してからお試しください。"
)
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>1</value></prop></item>
</oor:items>
"""
"""No macros, and no content fetched from where a document points."""
_libc = ctypes.CDLL(None)


def installed() -> Path | None:
    """The program, past the script that would start it and outlive its caller; None where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return None
    script = Path(found).resolve()
    program = script.with_name("soffice.bin")
    return program if program.exists() else script


@contextmanager
def converted(path: Path, source: str, target: str) -> Iterator[Path]:
    """A copy of the file in the format `target`, such as docx, while the block runs.

    Raises UnsupportedFormat without LibreOffice, and BrokenFile when it cannot convert the file.
    """
    program = installed()
    if program is None:
        raise UnsupportedFormat(MISSING, kind=source)
    sweep()
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        shutil.copyfile(path, room / f"in.{source}")
        profile = room / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(SETTINGS)
        if _run(program, room, source, target) == RESTART:
            _run(program, room, source, target)
        result = room / "out" / f"in.{target}"
        if not result.is_file():
            raise BrokenFile(FAILED)
        yield result


def _run(program: Path, room: Path, source: str, target: str) -> int:
    """Its exit status; what counts is whether the result is there."""
    options = [
        "--headless",
        "--invisible",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        "--nofirststartwizard",
    ]
    process = subprocess.Popen(
        [
            str(program),
            f"-env:UserInstallation=file://{room}/profile",
            *options,
            "--convert-to",
            target,
            "--outdir",
            str(room / "out"),
            str(room / f"in.{source}"),
        ],
        cwd=room,
        env={"PATH": os.defpath, "HOME": str(room), "TMPDIR": str(room), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=_die_with_parent,
    )
    try:
        return process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise BrokenFile(TOO_LONG) from error
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _die_with_parent() -> None:
    """The sandbox ends a parser by force; the converter must not be left behind."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def sweep() -> None:
    """Remove what a killed parser could not."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            state = left.stat()
            if state.st_uid == os.geteuid() and state.st_mtime < time.time() - STALE_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
