"""What is said, in Japanese, of content that is not read although the file holds it."""

DELETIONS = "変更履歴で削除された文字が残っています（読み取りの対象外）。"
READINGS = "セルのふりがなは読み取っていません。"
PIVOTS = "ピボットテーブルの控えのデータは読み取っていません。"
FORMS = "入力フォームの値は、ページに表示されているものだけを読み取りました。"
NOTHING_FOUND = "文字が見つかりませんでした。"
GONE_WHEN_MASKED = frozenset({DELETIONS, READINGS, PIVOTS, FORMS})
"""Said of what `rewrite` takes out with `scrub`: in a masked file there is nothing of it left to read."""
