"""The set-up of a room, taken out of it: what it was prepared with, and nothing that people brought.

It is a format again, so that another room can be opened from it, here or elsewhere.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping

import msgspec

from server.core.carried import (
    ADDRESS,
    BARRED,
    DOCUMENTS,
    LONGEST_NAME,
    NO_FILES,
    PICTURES,
    addressed,
    plain,
    seen,
)
from server.core.format import (
    CriterionPart,
    DomainPart,
    ExperiencePart,
    Format,
    LoadedFormat,
    PagePart,
    PageText,
    RoomPart,
    StepPart,
)
from server.core.format_rules import ID, LONGEST_ID
from server.core.records import Criterion, Domain, Experience, File, FormatInfo, Page, Step
from server.core.room import Room
from server.core.text import Text, letters

_PICTURE = re.compile(r"!\[([^\]]*)\]\(\s*/api/rooms/[^)]*\)")

Rename = Callable[[str], str]


def set_up_of(room: Room, files: Mapping[str, File] = NO_FILES) -> LoadedFormat:
    """Give the format of a room as it was changed in it: its agenda, grid, experiences, pages and settings.

    `files` are those that it shall carry, by their place in a format's folder.
    """
    names = {file.id: path for path, file in files.items()}
    kept = room.need(FormatInfo, "format")
    pages = {page.id: page for page in room.all(Page)}
    rename = _renaming(pages)
    info = room.info
    recipe = Format(
        **{f: getattr(kept, f) for f in Format.__struct_fields__ if hasattr(kept, f)},
        language=info.language,
        criteria=[_criterion(one) for one in room.in_order(Criterion)],
        domains=[_domain(one) for one in room.in_order(Domain)],
        experiences=_experiences(room, pages, rename, names),
        pages=_pages(room, pages, rename),
        agenda=_agenda(room, rename),
        room=RoomPart(anonymous=info.anonymous, reveal=info.reveal, synthesis_open=info.synthesis_open),
    )
    texts = {
        rename(id): PageText(title=page.title, markdown=_named(page.markdown, names))
        for id, page in pages.items()
    }
    return LoadedFormat(format=recipe, pages=texts)


def files_of(room: Room, kept: Collection[str]) -> dict[str, File]:
    """Give the documents of the dossiers and the pictures of the pages, by their place in a format's folder.

    `kept` are the hashes that are on the disk: what was lost cannot be carried.
    """
    experiences = room.in_order(Experience)
    documents = [id for one in experiences for id in one.files]
    pictures = [
        id for page in room.all(Page) for _, id in ADDRESS.findall(page.markdown.fr + page.markdown.en)
    ]
    found: dict[str, File] = {}
    for folder, ids in ((DOCUMENTS, documents), (PICTURES, pictures)):
        for id in dict.fromkeys(ids):
            file = room.find(File, id)
            if file is not None and id in kept and (file.use == "dossier") == (folder == DOCUMENTS):
                found[folder + _free_name(file, folder, found)] = file
    return found


def _free_name(file: File, folder: str, taken: Iterable[str]) -> str:
    """Give a name for a file that every system can write, and that no other has, in capitals or not."""
    stem = re.sub(r"\.[A-Za-z]{3,4}$", "", plain(file.name))
    if folder == DOCUMENTS:
        stem = BARRED.sub("-", seen(stem)).strip(" .")[: LONGEST_NAME - 9].rstrip(" .") or "document"
        ending = ".pdf"
    else:
        stem = slug(stem) or "image"
        ending = ".png" if file.type == "image/png" else ".jpg"
    names = {path.removeprefix(folder).casefold() for path in taken}
    numbered = (f"{stem}-{number}{ending}" for number in itertools.count(2))
    return next(name for name in itertools.chain([stem + ending], numbered) if name.casefold() not in names)


def _named(markdown: Text, names: Mapping[str, str]) -> Text:
    """A page that shows pictures by their place in the format's folder, and not by their room's addresses.

    A place that somebody typed by hand leads nowhere in a room, and shall not in a format.
    """
    markdown = addressed(markdown, lambda _: "#")

    def name(found: re.Match[str]) -> str:
        path = names.get(found[2], "")
        return path if path.startswith(PICTURES) else found[0]

    return Text(fr=ADDRESS.sub(name, markdown.fr), en=ADDRESS.sub(name, markdown.en))


def shared(set_up: LoadedFormat, title: str) -> LoadedFormat:
    """Give a set-up as a format of its own, to carry elsewhere: named by its title, leaning on nothing of the room."""
    name = slug(title) or set_up.format.name
    recipe = msgspec.structs.replace(set_up.format, name=name, version=1, title=Text(fr=title))
    pages = {id: _without_pictures(page) for id, page in set_up.pages.items()}
    return LoadedFormat(format=recipe, pages=pages)


def slug(text: str) -> str:
    """Give a text as an id may be: unaccented lower-case letters, digits and single hyphens."""
    bare = unicodedata.normalize("NFKD", letters(text))
    words = "".join(
        c if c.isascii() and c.isalnum() else "" if unicodedata.combining(c) else "-" for c in bare
    )
    return "-".join(part for part in words.split("-") if part)[:LONGEST_ID].strip("-")


def _renaming(ids: Iterable[str]) -> Rename:
    """Ids made on devices may hold what names of files may not; those that can stay as they are do."""
    names: dict[str, str] = {}
    taken = {id for id in ids if _fits(id)}
    for id in sorted(set(ids) - taken):
        wanted = name = slug(id)[: LONGEST_ID - 5] or "page"
        number = 1
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        taken.add(name)
        names[id] = name
    return lambda id: names.get(id, id)


def _fits(id: str) -> bool:
    return ID.fullmatch(id) is not None and len(id) <= LONGEST_ID


def _criterion(one: Criterion) -> CriterionPart:
    return CriterionPart(
        id=one.id, label=one.label, short=one.short, questions=one.questions, family=one.family
    )


def _domain(one: Domain) -> DomainPart:
    return DomainPart(id=one.id, label=one.label, short=one.short, example=one.example)


def _experiences(
    room: Room, pages: Mapping[str, Page], rename_page: Rename, names: Mapping[str, str]
) -> list[ExperiencePart]:
    all = room.in_order(Experience)
    rename = _renaming([one.id for one in all])
    return [
        ExperiencePart(
            id=rename(one.id),
            title=one.title,
            territory=one.territory,
            summary=one.summary,
            dossier=rename_page(one.page) if one.page and one.page in pages else "",
            documents=[names[id].removeprefix(DOCUMENTS) for id in one.files if id in names],
            complete=one.complete,
        )
        for one in all
    ]


def _pages(room: Room, pages: Mapping[str, Page], rename: Rename) -> list[PagePart]:
    """Every page but the dossiers, which take their title from their experience."""
    dossiers = {(one.page, one.title) for one in room.all(Experience)}
    return [
        PagePart(id=rename(id), title=page.title)
        for id, page in pages.items()
        if (id, page.title) not in dossiers
    ]


def _agenda(room: Room, rename_page: Rename) -> list[StepPart]:
    steps = room.in_order(Step)
    rename = _renaming([step.id for step in steps])
    return [
        StepPart(
            id=rename(step.id),
            title=step.title,
            activity=step.activity,
            minutes=step.minutes,
            instructions=step.instructions,
            settings=_settings(step, rename_page),
            off=step.off,
        )
        for step in steps
    ]


def _settings(step: Step, rename: Rename) -> dict[str, object]:
    """A step's settings, naming pages as the set-up does."""
    settings = dict(step.settings)
    named = settings.get("pages")
    if step.activity == "briefing" and isinstance(named, list):
        settings["pages"] = [rename(str(page)) for page in named]
    return settings


def _without_pictures(page: PageText) -> PageText:
    """A picture that is not carried lives in its room; its description stays."""
    text = Text(
        fr=_PICTURE.sub(r"*\1*", page.markdown.fr) or page.title.fr,
        en=_PICTURE.sub(r"*\1*", page.markdown.en),
    )
    return PageText(title=page.title, markdown=text)
