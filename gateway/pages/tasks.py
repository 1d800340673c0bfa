"""The four tasks as people see them: where the page is, what it does, and whose it is."""

from dataclasses import dataclass

from common.identity import Principal
from gateway.pages.formats import MASKABLE_SPOKEN, READABLE_SPOKEN, TRANSLATABLE_SPOKEN
from gateway.routing import find


@dataclass(frozen=True)
class SidePage:
    """Below a task's own page: `/minutes/vocabularies`, `vocabularies.html`, `vocabularies.js`."""

    name: str
    title: str
    """As the links to it say."""
    for_admins: bool = False


@dataclass(frozen=True)
class Task:
    name: str
    """Of the page: `/minutes`, `minutes.html`, `minutes.js`."""
    title: str
    purpose: str
    takes: str
    """Which files go in."""
    api: str
    """The path whose rule says who may use the task."""
    side_pages: tuple[SidePage, ...] = ()

    def admits(self, principal: Principal) -> bool:
        rule = find("GET", self.api)
        return rule is not None and rule.admits(principal)

    def side_pages_of(self, principal: Principal) -> list[SidePage]:
        """Those that `principal` may open, who may use the task."""
        return [side for side in self.side_pages if principal.is_admin or not side.for_admins]


TASKS = (
    Task(
        "minutes",
        "議事録作成",
        "会議の録音を文字にし、決定事項と宿題を拾い出して、Word の議事録にします。",
        "録音・動画（m4a、mp3、wav、mp4 など）",
        "/v1/transcriptions",
        (SidePage("vocabularies", "辞書の管理"), SidePage("templates", "ひな形の管理")),
    ),
    Task(
        "search",
        "ファイル全文検索",
        "共有フォルダーの文書を、ことばと意味の両方から探します。",
        READABLE_SPOKEN,
        "/v1/search",
        (
            SidePage("sources", "検索できるフォルダー"),
            SidePage("synonyms", "同義語の辞書", for_admins=True),
            SidePage("care", "索引の手入れ", for_admins=True),
        ),
    ),
    Task(
        "translation",
        "多言語翻訳",
        "お知らせや文書を、体裁を保ったまま外国語にします。",
        f"文章の貼り付け、{TRANSLATABLE_SPOKEN}",
        "/v1/translations",
        (SidePage("glossaries", "用語集と翻訳メモリー"),),
    ),
    Task(
        "masking",
        "公開資料のマスキング",
        "公開する文書から個人情報を探し、確かめたうえで、跡を残さず消します。",
        MASKABLE_SPOKEN,
        "/v1/masking",
        (
            SidePage("bulk", "まとめてマスキング"),
            SidePage("check", "公開前の確認"),
            SidePage("rules", "規則を試す"),
        ),
    ),
)


def tasks_of(principal: Principal | None) -> list[Task]:
    """The tasks that `principal` may use; none before signing in."""
    return [task for task in TASKS if principal is not None and task.admits(principal)]
