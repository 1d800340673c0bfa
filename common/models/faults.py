"""What can go wrong while a model is brought in.

Unavailable 503
└── SupplyFault
    ├── UnknownModel    not in models.toml
    ├── DamagedModel    a SHA-256 or a size is not the recorded one
    ├── DiskFull        said before anything is written
    ├── SourceFailed    one source could not deliver; the next is tried
    └── NoSource        none could
"""

from pathlib import Path

from common.errors import Unavailable

MB = 1000**2


class SupplyFault(Unavailable):
    code, title = "model_supply", "モデルを用意できません"


class UnknownModel(SupplyFault):
    code = "model_unknown"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"モデル「{name}」は models.toml にありません。"
            "`python -m common.models list` で名前を確かめてください。",
            model=name,
        )


class DamagedModel(SupplyFault):
    """`wanted` and `found` are SHA-256 in hexadecimal, or sizes written as `12 bytes`."""

    code, title = "model_damaged", "モデルのファイルが正しくありません"

    def __init__(self, name: str, path: str, wanted: str, found: str) -> None:
        super().__init__(
            f"モデル「{name}」の {path} が記録と一致しません。\n"
            f"  正しい値: {wanted}\n  実際の値: {found}\n"
            f"`python -m common.models pull {name}` で入れ直してください。"
            "繰り返すときは、入手元のファイルが差し替えられていないか管理者が確かめてください。",
            model=name,
            file=path,
            wanted=wanted,
            found=found,
        )


class DiskFull(SupplyFault):
    code, title = "disk_full", "ディスクの空きが足りません"

    def __init__(self, folder: Path, needed: int, free: int) -> None:
        super().__init__(
            f"{folder} に {needed / MB:,.0f} MB 必要ですが、空きは {free / MB:,.0f} MB です。"
            "不要なファイルを消すか、YAKUBA_MODELS_FOLDER と YAKUBA_CACHE で別のディスクを指定してください。",
            needed=needed,
            free=free,
        )


class SourceFailed(SupplyFault):
    """`reason` is for the log and the console, not for a caller of the API."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")


class NoSource(SupplyFault):
    code = "model_no_source"

    def __init__(self, name: str, reasons: list[str]) -> None:
        tried = "\n".join(f"  - {reason}" for reason in reasons) or "  - (入手元の設定がありません)"
        super().__init__(
            f"モデル「{name}」をどの入手元からも取得できませんでした。\n{tried}\n"
            "ネットワークの設定を確かめるか、YAKUBA_MODELS_MIRROR に"
            "モデルの入ったフォルダーを指定してください。",
            model=name,
        )
