"""XML files as bytes."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add_text(parent: Element, name: str, text: str) -> None:
    """Add an element that holds a text, without the characters XML does not allow."""
    SubElement(parent, name).text = _NOT_XML.sub("", text)


def xml_bytes(root: Element) -> bytes:
    """Return an indented XML file in UTF-8."""
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
