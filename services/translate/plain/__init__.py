"""やさしい日本語: Japanese rewritten by rules for people who are still learning it, with readings and spaces.

`rewriting` makes the sentences plain, `annotating` adds readings and bunsetsu as marks of Unicode, which
`marks` turns into brackets or ruby; `review` says what a person should still change.
"""
