"""Says where plain data departs from a struct: everything at once, in words that who wrote it understands.

A converter stops at its first error and speaks of types; a person who writes a format needs all of
them, each with its place. Knows nothing of files.
"""

import difflib
from collections.abc import Iterator

import msgspec
from msgspec import inspect

from server.core.text import Text

Path = tuple[str | int, ...]


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong at one place; `on_key` says that the field's name is, not its value."""

    path: Path
    what: Text
    on_key: bool = False


_KINDS: tuple[tuple[type[inspect.Type], Text], ...] = (
    (inspect.StrType, Text(fr="un texte", en="a text")),
    (inspect.BoolType, Text(fr="true ou false", en="true or false")),
    (inspect.IntType, Text(fr="un nombre entier", en="a whole number")),
    (inspect.FloatType, Text(fr="un nombre", en="a number")),
    (inspect.ListType, Text(fr="une liste", en="a list")),
    (inspect.VarTupleType, Text(fr="une liste", en="a list")),
    (inspect.DictType, Text(fr="des champs", en="fields")),
    (inspect.NoneType, Text(fr="rien (null)", en="nothing (null)")),
)


def departures(data: object, shape: type, path: Path = ()) -> Iterator[Fault]:
    """Give every place where `data`, as read from YAML, is not what the struct `shape` holds."""
    yield from _walk(data, inspect.type_info(shape), path)


def _walk(data: object, kind: inspect.Type, path: Path) -> Iterator[Fault]:
    if isinstance(kind, inspect.UnionType):
        yield from _walk_union(data, kind, path)
    elif isinstance(kind, inspect.StructType) and isinstance(data, dict):
        yield from _walk_struct(data, kind, path)
    elif isinstance(kind, inspect.ListType | inspect.VarTupleType) and isinstance(data, list):
        for index, item in enumerate(data):
            yield from _walk(item, kind.item_type, (*path, index))
    elif isinstance(kind, inspect.DictType) and isinstance(data, dict):
        for key, value in data.items():
            if not isinstance(key, str):
                yield Fault((*path, str(key)), _no_name(key), on_key=True)
            yield from _walk(value, kind.value_type, (*path, str(key)))
    elif not _is(data, kind):
        yield Fault(path, _expected(kind, data))


def _walk_union(data: object, kind: inspect.UnionType, path: Path) -> Iterator[Fault]:
    """Walk the member that the data looks like, so that its faults are told and not the union's."""
    for member in kind.types:
        if _is(data, member):
            yield from _walk(data, member, path)
            return
    yield Fault(path, _expected(kind, data))


def _walk_struct(data: dict[object, object], kind: inspect.StructType, path: Path) -> Iterator[Fault]:
    known = {field.encode_name: field for field in kind.fields}
    for name in data:
        if name not in known:
            yield Fault((*path, str(name)), _unknown(str(name), list(known)), on_key=True)
    for name, field in known.items():
        if name in data:
            yield from _walk(data[name], field.type, (*path, name))
        elif field.required:
            wanted = _described(field.type)
            yield Fault(
                path,
                Text(
                    fr=f"il manque « {name} » (attendu : {wanted.fr})",
                    en=f"“{name}” is missing (expected {wanted.en})",
                ),
            )
    if kind.cls is Text and isinstance(data.get("fr"), str) and not str(data["fr"]).strip():
        yield Fault(
            (*path, "fr"),
            Text(
                fr="le texte français est vide (attendu : une phrase)",
                en="the French text is empty (expected a sentence)",
            ),
        )


_LOOKS: tuple[tuple[type[inspect.Type], tuple[type, ...]], ...] = (
    (inspect.BoolType, (bool,)),
    (inspect.IntType, (int,)),
    (inspect.FloatType, (int, float)),
    (inspect.StrType, (str,)),
    (inspect.NoneType, (type(None),)),
    (inspect.ListType, (list,)),
    (inspect.VarTupleType, (list,)),
    (inspect.StructType, (dict,)),
    (inspect.DictType, (dict,)),
)


def _is(data: object, kind: inspect.Type) -> bool:
    """Whether the data is of this kind at its first level; true and false are no numbers here."""
    if isinstance(kind, inspect.LiteralType):
        return isinstance(data, str | int) and data in kind.values
    for known, looks in _LOOKS:
        if isinstance(kind, known):
            return isinstance(data, looks) and (bool in looks or not isinstance(data, bool))
    return True


def _described(kind: inspect.Type) -> Text:
    if isinstance(kind, inspect.UnionType):
        members = [_described(member) for member in kind.types]
        return Text(fr=" ou ".join(m.fr for m in members), en=" or ".join(m.en for m in members))
    if isinstance(kind, inspect.LiteralType):
        choices = ", ".join(str(value) for value in kind.values)
        return Text(fr=f"l’un de {choices}", en=f"one of {choices}")
    if isinstance(kind, inspect.StructType):
        if kind.cls is Text:
            return Text(
                fr='un texte en deux langues {fr: "…", en: "…"}',
                en='a text in two languages {fr: "…", en: "…"}',
            )
        names = ", ".join(field.encode_name for field in kind.fields)
        return Text(fr=f"des champs parmi {names}", en=f"fields among {names}")
    for known, words in _KINDS:
        if isinstance(kind, known):
            return words
    return Text(fr="autre chose", en="something else")


def _expected(kind: inspect.Type, data: object) -> Text:
    wanted, found = _described(kind), _found(data)
    quotes = isinstance(kind, inspect.StrType) and isinstance(data, int | float)
    return Text(
        fr=f"attendu : {wanted.fr} ; trouvé : {found.fr}"
        + (" (mettez-le entre guillemets)" if quotes else ""),
        en=f"expected {wanted.en}, found {found.en}" + (" (put it in quotes)" if quotes else ""),
    )


def _found(data: object) -> Text:
    if data is None:
        return Text(fr="rien", en="nothing")
    if isinstance(data, bool):
        return Text(fr=str(data).lower(), en=str(data).lower())
    if isinstance(data, int | float):
        return Text(fr=f"le nombre {data}", en=f"the number {data}")
    if isinstance(data, list):
        return Text(fr="une liste", en="a list")
    if isinstance(data, dict):
        return Text(fr="des champs", en="fields")
    shown = str(data) if len(str(data)) <= 40 else str(data)[:39] + "…"
    return Text(fr=f"« {shown} »", en=f"“{shown}”")


def _no_name(key: object) -> Text:
    return Text(
        fr=f"attendu : un nom de champ ; trouvé : « {key} »", en=f"expected a field’s name, found “{key}”"
    )


def _unknown(name: str, known: list[str]) -> Text:
    near = difflib.get_close_matches(name, known, n=1)
    choices = ", ".join(known) or "∅"
    return Text(
        fr=f"champ inconnu « {name} »"
        + (f", peut-être « {near[0]} »" if near else "")
        + f" (attendu : {choices})",
        en=f"unknown field “{name}”" + (f", perhaps “{near[0]}”" if near else "") + f" (expected {choices})",
    )
