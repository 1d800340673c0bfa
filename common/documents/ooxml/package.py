"""An Office file as parts joined by relationships (ECMA-376 part 2, Open Packaging Conventions)."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from common.documents.archive import BROKEN, Archive, write_archive
from common.documents.ooxml.markup import Element, attribute, find_all, local, parse, serialise
from common.errors import BrokenFile

CONTENT_TYPES = "[Content_Types].xml"
ROOT = ""


@dataclass(frozen=True)
class Relationship:
    id: str
    kind: str
    """The last word of the relationship type: header, image, hyperlink..."""
    target: str
    """The name of a part, or as written when external."""
    external: bool
    element: Element


class Package:
    """Parts by name. Trees are parsed on demand and written back when the package is saved."""

    def __init__(self, path: Path) -> None:
        self._archive = Archive(path)
        self.names = list(self._archive.names)
        self._actual = {part.casefold(): part for part in self.names}
        self._trees: dict[str, Element] = {}
        self._replaced: dict[str, bytes] = {}

    def tree(self, part: str) -> Element:
        """The root element of a part. Raises BrokenFile when it is missing or not XML."""
        if part not in self._trees:
            self._trees[part] = parse(self.content(part))
        return self._trees[part]

    def content(self, part: str) -> bytes:
        """A part as stored, without changes made to its tree."""
        if not self._has(part):
            raise BrokenFile(BROKEN)
        return self._archive.read(part)

    def replace(self, part: str, content: bytes) -> None:
        """Give a part that is not XML other bytes."""
        self._replaced[part] = content

    def _has(self, part: str) -> bool:
        return self._actual.get(part.casefold()) == part

    def relationships(self, part: str) -> list[Relationship]:
        """What a part refers to; ROOT for the package itself. Dangling ones are left out."""
        rels = self.rels_name(part)
        if rels is None:
            return []
        found = (
            self._relationship(part, element) for element in find_all(self.tree(rels), "pr:Relationship")
        )
        return [relation for relation in found if relation.external or self._has(relation.target)]

    def _relationship(self, part: str, element: Element) -> Relationship:
        target = attribute(element, "Target") or ""
        external = attribute(element, "TargetMode") == "External"
        kind = (attribute(element, "Type") or "").rpartition("/")[2]
        if not external:
            path = posixpath.normpath(posixpath.join(posixpath.dirname("/" + part), unquote(target)))
            target = self._actual.get(path.lstrip("/").casefold(), path)
        return Relationship(attribute(element, "Id") or "", kind, target, external, element)

    def rels_name(self, part: str) -> str | None:
        folder, base = posixpath.split(part)
        return self._actual.get(posixpath.join(folder, "_rels", f"{base}.rels").casefold())

    def main(self) -> str:
        """The name of the main document part. Raises BrokenFile when there is none."""
        for relation in self.relationships(ROOT):
            if relation.kind == "officeDocument":
                return relation.target
        raise BrokenFile(BROKEN)

    def related(self, part: str, *kinds: str) -> list[str]:
        """Names of the parts that `part` refers to by one of `kinds`, in order, each once."""
        found = (r.target for r in self.relationships(part) if r.kind in kinds and not r.external)
        return list(dict.fromkeys(found))

    def reachable(self) -> Iterator[str]:
        """Every part that some chain of relationships leads to."""
        seen, pending = {ROOT}, [ROOT]
        while pending:
            part = pending.pop()
            for relation in self.relationships(part):
                if not relation.external and relation.target not in seen:
                    seen.add(relation.target)
                    pending.append(relation.target)
                    yield relation.target

    def drop(self, part: str) -> None:
        """Take a part and its relationships out; the relationships that lead to it are the caller's."""
        for gone in (part, self.rels_name(part)):
            if gone in self.names:
                self.names.remove(gone)
                self._trees.pop(gone, None)
                self._actual.pop(gone.casefold())
        for override in find_all(self.tree(CONTENT_TYPES), "ct:Override"):
            if (attribute(override, "PartName") or "").lstrip("/").casefold() == part.casefold():
                override.getparent().remove(override)  # type: ignore[union-attr]  # never the root

    def properties(self) -> dict[str, str]:
        """Title, creator and the like from docProps/core.xml and app.xml, those that have a value."""
        found: dict[str, str] = {}
        for part in self.related(ROOT, "core-properties", "extended-properties"):
            for element in self.tree(part):
                if element.text and element.text.strip() and not len(element):
                    found.setdefault(local(str(element.tag)), element.text.strip())
        return found

    def is_xml(self, part: str) -> bool:
        return part.lower().endswith((".xml", ".rels", ".vml"))

    def save(self, out: Path) -> None:
        """Parts that nobody changed keep their bytes, unless these hold XML comments or instructions."""
        write_archive(out, {part: self._finished(part) for part in self.names})

    def _finished(self, part: str) -> bytes:
        if part in self._replaced:
            return self._replaced[part]
        original = self.content(part)
        if part not in self._trees:
            return original
        markup = serialise(self._trees[part])
        if b"<!--" in original or original.count(b"<?") > original.startswith(b"<?xml"):
            return markup
        return original if serialise(parse(original)) == markup else markup

    def close(self) -> None:
        self._archive.close()
