"""The publication as one HTML file that needs nothing else: no script, no font, no picture from elsewhere."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

from server.publish.document import Document, Heading, Section, Sheet
from server.publish.html_blocks import SHAPES, Writer, said, shape
from server.publish.words import Words

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""Even where the file is opened from a disk, nothing may run and nothing may be fetched."""

OUTLINES = (
    '<circle cx="12" cy="12" r="9.5"/>',
    '<rect x="3" y="3" width="18" height="18"/>',
    '<path d="M12 2.5 22 21H2Z"/>',
    '<path d="M12 1.5 22.5 12 12 22.5 1.5 12Z"/>',
    '<path d="M7 3h10l5 9-5 9H7l-5-9Z"/>',
)
"""Circle, square, triangle, diamond, hexagon: as on the screens."""


def write_html(document: Document, files: Mapping[str, bytes]) -> bytes:
    """Give the publication as a self-contained page; `files` are the pictures by hash."""
    words = Words(document.language)
    writer = Writer(words, files)
    sections = "\n".join(_section(writer, section) for section in document.sections)
    where = escape(document.where)
    page = f"""<!DOCTYPE html>
<html lang="{document.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="generator" content="Récolte">
<meta name="description" content="{escape(document.subtitle or document.summary)}">
<title>{escape(document.title)}</title>
<link rel="icon" href="data:,">
<style>{_style()}</style>
</head>
<body>
<a class="skip" href="#contenu">{escape(words("skip"))}</a>
{_shapes()}
<header class="cover">
<p class="where">{where}</p>
<h1 dir="auto">{said(document.title)}</h1>
<p class="subtitle">{escape(document.subtitle)}</p>
{_notice(document, words)}</header>
<div class="frame">
{_contents(document, words)}
<main id="contenu">
{sections}
</main>
</div>
<footer><p>{escape(document.title)}{" · " + where if where else ""}</p>
<p><a href="#sommaire">{escape(words("to-top"))}</a> · {escape(document.license)}</p></footer>
</body>
</html>
"""
    return page.encode()


def _notice(document: Document, words: Words) -> str:
    if not document.notice:
        return ""
    return (
        f'<aside class="notice" aria-label="{escape(words("notice"))}">'
        f"<p><strong>{escape(words('notice'))}</strong> {escape(document.notice)}</p></aside>\n"
    )


def _contents(document: Document, words: Words) -> str:
    """The table of contents, with a second level for sheets and for titles that have an anchor."""
    items = []
    for section in document.sections:
        below = [
            (block.anchor, block.title if isinstance(block, Sheet) else block.text)
            for block in section.blocks
            if isinstance(block, Sheet | Heading) and block.anchor
        ]
        inner = "".join(f'<li><a href="#{anchor}">{escape(text)}</a></li>' for anchor, text in below)
        inner = f"<ol>{inner}</ol>" if inner else ""
        items.append(f'<li><a href="#{section.anchor}">{escape(section.title)}</a>{inner}</li>')
    legend = "".join(f"<li>{shape(mark)}{escape(mark.label)}</li>" for mark in document.domains)
    key = f'<p class="key">{escape(words("legend"))}</p><ul class="key">{legend}</ul>' if legend else ""
    return (
        f'<nav id="sommaire" aria-labelledby="sommaire-titre"><h2 id="sommaire-titre">'
        f"{escape(words('contents'))}</h2><ol>{''.join(items)}</ol>{key}</nav>"
    )


def _section(writer: Writer, section: Section) -> str:
    writer.level = 2
    id = section.anchor
    return (
        f'<section class="shows-{section.shows}" id="{id}" aria-labelledby="{id}-titre">'
        f'<h2 id="{id}-titre">{escape(section.title)}</h2>\n{writer.blocks(section.blocks)}\n</section>'
    )


def _shapes() -> str:
    drawn = "".join(
        f'<symbol id="domaine-{n}" viewBox="0 0 24 24"><g class="domain-{n}">{outline}</g></symbol>'
        for n, outline in enumerate(OUTLINES[:SHAPES], start=1)
    )
    return f'<svg class="drawer" width="0" height="0" aria-hidden="true">{drawn}</svg>'


@cache
def _style() -> str:
    return "\n" + Path(__file__).with_name("page.css").read_text("utf-8").strip() + "\n"


def style_source() -> str:
    """What a content security policy says to let this style, and no other, stand inside a page."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()}'"
