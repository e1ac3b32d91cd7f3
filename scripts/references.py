"""Makes the documents whose styles the publication's DOCX and ODT take: `python -m scripts.references`.

The frame of each comes from the Pandoc that is installed; every style that is named here is ours.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

import pypandoc

from scripts.ground import ROOT

FOLDER = ROOT / "server" / "publish" / "references"
INK, SOFT, ACCENT = "171B2B", "4A5063", "1F3B9B"
PALE = "4F81BD"
"""The colour of Pandoc's own links in Word, too pale for the small type that ours are set in."""
SERIF, SANS = "Georgia", "Calibri"

Look = tuple[str, str, str, float, str, bool, float, float, float]
"""Name, the style it rests on, font, size (pt), colour, bold, space before and after (pt), indent (mm)."""

LOOKS: tuple[Look, ...] = (
    ("Title", "Normal", SERIF, 30, INK, True, 60, 8, 0),
    ("Subtitle", "Normal", SERIF, 15, SOFT, False, 0, 10, 0),
    ("Author", "Normal", SANS, 11, SOFT, False, 0, 4, 0),
    ("Date", "Normal", SANS, 11, SOFT, False, 0, 24, 0),
    ("TOC Heading", "Normal", SERIF, 18, INK, True, 24, 8, 0),
    ("toc 1", "Normal", SANS, 11, INK, True, 6, 1, 0),
    ("toc 2", "Normal", SANS, 10.5, SOFT, False, 0, 1, 6),
    ("Heading 1", "Normal", SERIF, 24, INK, True, 0, 14, 0),
    ("Heading 2", "Normal", SERIF, 16, INK, True, 22, 6, 0),
    ("Heading 3", "Normal", SERIF, 13, INK, True, 16, 4, 0),
    ("Heading 4", "Normal", SANS, 11.5, INK, True, 12, 3, 0),
    ("Heading 5", "Normal", SANS, 11, SOFT, True, 10, 3, 0),
    ("Heading 6", "Normal", SANS, 11, SOFT, False, 8, 3, 0),
    ("Body Text", "Normal", SANS, 11, INK, False, 0, 7, 0),
    ("First Paragraph", "Body Text", SANS, 11, INK, False, 0, 7, 0),
    ("Compact", "Body Text", SANS, 10, INK, False, 2, 2, 0),
    ("Compact Heading", "Compact", SANS, 10, INK, True, 2, 2, 0),
    ("Dense", "Body Text", SANS, 7.5, INK, False, 1, 1, 0),
    ("Dense Heading", "Dense", SANS, 7.5, INK, True, 1, 1, 0),
    ("Block Text", "Body Text", SERIF, 11, SOFT, False, 4, 7, 8),
    ("Caption", "Normal", SANS, 10, SOFT, True, 8, 4, 0),
    ("Table Caption", "Caption", SANS, 10, SOFT, True, 12, 4, 0),
    ("Image Caption", "Caption", SANS, 10, SOFT, False, 4, 16, 0),
    ("Captioned Figure", "Normal", SANS, 11, INK, False, 12, 2, 0),
    ("Lead", "Body Text", SERIF, 13, INK, False, 4, 10, 0),
    ("Finding", "Body Text", SANS, 11, INK, True, 4, 8, 0),
    ("Note", "Body Text", SANS, 9.5, SOFT, False, 2, 6, 0),
    ("Absent", "Body Text", SANS, 11, SOFT, False, 2, 8, 0),
    ("Notice", "Body Text", SANS, 11, "7A4A00", True, 0, 18, 0),
    ("Fact", "Body Text", SANS, 12, INK, False, 0, 3, 0),
    ("Territory", "Body Text", SANS, 11, SOFT, False, 0, 8, 0),
    ("Card", "Body Text", SANS, 10.5, INK, False, 5, 0, 4),
    ("Place", "Body Text", SANS, 9, SOFT, False, 0, 5, 4),
    ("Statement", "Body Text", SERIF, 13, INK, False, 2, 8, 0),
    ("Grounds", "Body Text", SANS, 9.5, SOFT, False, 2, 6, 0),
    ("Source", "Body Text", SANS, 10, INK, False, 0, 3, 0),
    ("Against", "Body Text", SANS, 9.5, "A2231D", True, 6, 3, 0),
    ("Table Contents", "Body Text", SANS, 10, INK, False, 0, 0, 0),
    ("Table Heading", "Table Contents", SANS, 10, INK, True, 0, 0, 0),
    ("Footer", "Normal", SANS, 9, SOFT, False, 0, 0, 0),
)


NEW_PAGE = frozenset({"Heading 1", "TOC Heading"})
"""Styles that begin a page."""

CONTENTS = ("toc 1", "toc 2")
"""Styles of the lines of the contents."""

KEPT = frozenset({"Card", "Statement", "Grounds", "Against", "Table Caption", "Captioned Figure"})
"""Styles that stand on the page of what follows them, as titles do."""


WHOLE = frozenset({"Image Caption"})
"""Styles whose lines stand on one page: a picture's last words would begin the next."""

RIGHT = 166
"""Millimetres from the left margin to the right one, where the contents say their pages."""


def main() -> int:
    """Write both reference documents anew."""
    FOLDER.mkdir(exist_ok=True)
    for form, part, styled in (("docx", "word/styles.xml", _word), ("odt", "styles.xml", _open)):
        made = _replaced(_frame(form), part, styled)
        (FOLDER / f"reference.{form}").write_bytes(_numbered(made) if form == "docx" else made)
    return 0


def _frame(form: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"reference.{form}"
        asked = [pypandoc.get_pandoc_path(), "-o", str(made), "--print-default-data-file", made.name]
        subprocess.run(asked, check=True)
        return made.read_bytes()


def _replaced(raw: bytes, part: str, styled: Callable[[str], str], *, new: bool = False) -> bytes:
    """Give an archive with one of its parts rewritten, or a new one in it; always the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in [*old.namelist(), *([part] if new else [])]:
            body = old.read(name) if name in old.namelist() else b""
            if name == part:
                body = styled(body.decode()).encode()
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            written.writestr(entry, body)
    return made.getvalue()


def _word(xml: str) -> str:
    """Give Word's styles: ours for paragraphs, and those of the frame for the rest."""
    ours = "".join(_word_style(look) for look in LOOKS)
    known = {look[0].lower() for look in LOOKS} | {"normal", "table"}
    kept = [
        style
        for style in re.findall(r"<w:style .*?</w:style>", xml, re.DOTALL)
        if _between(style, '<w:name w:val="', '"').lower() not in known
    ]
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"{_word_face(SANS, 11, INK, bold=False)}</w:style>"
    )
    head = xml[: xml.index("<w:style ")].replace('w:val="en-US"', 'w:val="fr-FR"')
    return f"{head}{normal}{ours}{_WORD_TABLE}{''.join(kept).replace(PALE, ACCENT)}</w:styles>"


def _lines(*sides: str) -> str:
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C4C9BD"/>' for side in sides)


_WORD_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:qFormat/><w:tblPr>'
    f"<w:tblBorders>{_lines('bottom', 'insideH')}</w:tblBorders><w:tblCellMar>"
    '<w:top w:w="60" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
    '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="8" w:space="0" w:color="171B2B"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
)
"""Lines between rows and under the head, and air in the cells: a table that a printer can set as it is."""

_FOOTER = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr>'
    '<w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    "</w:p></w:ftr>"
)


def _numbered(docx: bytes) -> bytes:
    """Give Word's frame on A4, with a page number at the foot of every page but the first."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    section = (
        f'<w:sectPr xmlns:r="{office}"><w:footerReference w:type="default" r:id="rIdFooter"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1247" w:bottom="1418" w:left="1247" '
        'w:header="709" w:footer="709" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    relation = f'<Relationship Type="{office}/footer" Id="rIdFooter" Target="footer1.xml"/>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    declared = f'<Override PartName="/word/footer1.xml" ContentType="{kind}"/>'

    def document(xml: str) -> str:
        return re.sub(r"<w:sectPr\b[^>]*/>|<w:sectPr\b.*?</w:sectPr>", section, xml, count=1, flags=re.DOTALL)

    for part, changed in (
        ("word/document.xml", document),
        (
            "word/_rels/document.xml.rels",
            lambda xml: xml.replace("</Relationships>", relation + "</Relationships>"),
        ),
        ("[Content_Types].xml", lambda xml: xml.replace("</Types>", declared + "</Types>")),
    ):
        docx = _replaced(docx, part, changed)
    return _replaced(docx, "word/footer1.xml", lambda _: _FOOTER, new=True)


def _word_style(look: Look) -> str:
    name, parent, font, size, colour, bold, before, after, indent = look
    level = name.removeprefix("Heading ") if name.startswith("Heading ") else ""
    outline = f'<w:outlineLvl w:val="{int(level) - 1}"/>' if level else ""
    keep = "<w:keepNext/><w:keepLines/>" if level or name in KEPT else ""
    keep = "<w:keepLines/>" if name in WHOLE else keep
    broken = "<w:pageBreakBefore/>" if name in NEW_PAGE else ""
    space = f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}"/>'
    inset = f'<w:ind w:left="{indent * 56.7:.0f}"/>' if indent else ""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{RIGHT * 56.7:.0f}"/></w:tabs>' if name in CONTENTS else ""
    custom = "" if name in BUILT_IN or level else ' w:customStyle="1"'
    weight = None if name == "Compact" else bold
    follows = "" if name in ("Card", "Compact", "Dense") else '<w:next w:val="BodyText"/>'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{_id(name)}"><w:name w:val="{escape(_word_name(name))}"/>'
        f'<w:basedOn w:val="{_id(parent)}"/>{follows}<w:qFormat/>'
        f"<w:pPr>{keep}{broken}{tab}{space}{inset}{outline}</w:pPr>"
        f"{_word_face(font, size, colour, bold=weight)}</w:style>"
    )


def _id(name: str) -> str:
    """Give the id of a style: the outline's are known by theirs, whatever language Word speaks."""
    return name.replace(" ", "").replace("toc", "TOC")


def _word_name(name: str) -> str:
    """Give the name by which Word knows a style of its own, which begins in lower case for some."""
    return name.lower() if name.startswith("Heading ") or name in ("Caption", "Footer") else name


BUILT_IN = {
    "Title",
    "Subtitle",
    "Date",
    "Body Text",
    "Caption",
    "Block Text",
    "TOC Heading",
    "toc 1",
    "toc 2",
    "Footer",
}
"""What Word knows by these names already."""


def _word_face(font: str, size: float, colour: str, *, bold: bool | None) -> str:
    """Give a face; with `bold` None the table that it stands in says, which makes its head bold."""
    weight = "" if bold is None else "<w:b/>" if bold else '<w:b w:val="0"/>'
    return (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>{weight}'
        f'<w:color w:val="{colour}"/><w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/></w:rPr>'
    )


def _open(xml: str) -> str:
    """Give LibreOffice's styles: the frame's, with ours in their places or after them."""
    for look in LOOKS:
        name = OPEN_NAMES.get(look[0], look[0]).replace(" ", "_20_")
        xml = re.sub(
            rf'<style:style style:name="{name}"(?:[^>]*/>|.*?</style:style>)',
            "",
            xml,
            count=1,
            flags=re.DOTALL,
        )
        xml = xml.replace("</office:styles>", f"{_open_style(look, name)}</office:styles>", 1)
    xml = re.sub(
        r'<style:style style:name="Internet_20_link"(?:[^>]*/>|.*?</style:style>)', "", xml, flags=re.DOTALL
    )
    xml = xml.replace("</office:styles>", f"{_OPEN_LINK}</office:styles>", 1)
    return re.sub(r"<style:page-layout-properties [^>]*?(?=/?>)", _OPEN_PAGE, xml)


_OPEN_PAGE = (
    '<style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" style:print-orientation="portrait" '
    'fo:margin-top="22mm" fo:margin-bottom="15mm" fo:margin-left="22mm" fo:margin-right="22mm" '
)

OPEN_NAMES = {
    "Body Text": "Text body",
    "Normal": "Standard",
    "First Paragraph": "First paragraph",
    "Block Text": "Quotations",
    "Table Caption": "TableCaption",
    "Image Caption": "FigureCaption",
    "Captioned Figure": "FigureWithCaption",
    "TOC Heading": "Contents Heading",
    "toc 1": "Contents 1",
    "toc 2": "Contents 2",
}
"""What LibreOffice, or Pandoc when it writes for it, calls the same styles."""


_OPEN_TAB = (
    '<style:tab-stops><style:tab-stop style:position="{at}mm" style:type="right" style:leader-style="dotted" '
    'style:leader-text="."/></style:tab-stops>'
)

_OPEN_LINK = (
    '<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text">'
    f'<style:text-properties fo:color="#{ACCENT.lower()}" style:text-underline-style="none"/></style:style>'
)
"""Links as in Word's document: hundreds of underlined numbers make a page of cards hard to read."""


def _open_style(look: Look, name: str) -> str:
    said, parent, font, size, colour, bold, before, after, indent = look
    level = said.removeprefix("Heading ") if said.startswith("Heading ") else ""
    outline = f' style:default-outline-level="{level}"' if level else ""
    keep = ' fo:keep-with-next="always"' if level or said in KEPT else ""
    keep = ' fo:keep-together="always"' if said in WHOLE else keep
    broken = ' fo:break-before="page"' if said in NEW_PAGE else ""
    tab = _OPEN_TAB.format(at=RIGHT - indent) if said in CONTENTS else ""
    rests = OPEN_NAMES.get(parent, parent).replace(" ", "_20_")
    return (
        f'<style:style style:name="{name}" style:display-name="{name.replace("_20_", " ")}" '
        f'style:family="paragraph" style:parent-style-name="{rests}" style:class="text"{outline}>'
        f'<style:paragraph-properties fo:margin-top="{before}pt" fo:margin-bottom="{after}pt" '
        f'fo:margin-left="{indent}mm" fo:margin-right="0mm" fo:text-indent="0mm"{keep}{broken}>{tab}'
        f"</style:paragraph-properties>"
        f'<style:text-properties fo:font-family="{font}" fo:font-size="{size}pt" fo:color="#{colour.lower()}" '
        f'fo:font-weight="{"bold" if bold else "normal"}" fo:font-style="normal"/></style:style>'
    )


def _between(text: str, before: str, after: str) -> str:
    return text.partition(before)[2].partition(after)[0]


if __name__ == "__main__":
    sys.exit(main())
