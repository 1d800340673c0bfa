"""XML from outside, parsed so that it reaches nothing and stays within libxml2's limits."""

from lxml import etree

from common.errors import BrokenFile

Element = etree._Element


def parsed(content: bytes, broken: str) -> Element:
    """The root; no entity is resolved, no DTD loaded, no network. Raises BrokenFile, which says `broken`."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenFile(broken) from error
