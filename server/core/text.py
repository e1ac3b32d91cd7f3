"""A text in the two languages of the house; every sentence that a format says is one."""

import unicodedata
from typing import Literal

import msgspec

Language = Literal["fr", "en"]


def letters(text: str) -> str:
    """Give a text in small letters of which each is one: œ and æ are two, and no form of Unicode takes them apart."""
    return text.lower().replace("œ", "oe").replace("æ", "ae")


def plain(text: str) -> str:
    """Give a text as it is compared: no case, accents, spaces or signs, so that a typist's habits do not count."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in bare if c.isalnum())


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence in French and in English; French is never absent, English falls back on it."""

    fr: str
    en: str = ""

    def said(self, language: Language) -> str:
        """Give the sentence in the language asked for, or in French where there is no English."""
        return self.en if language == "en" and self.en else self.fr


def alphabetical(word: str) -> tuple[str, str]:
    """Give what puts a word in its place in a list, as devices do (`client/src/views/alphabet.ts`).

    Accents and capitals count only where nothing else differs.
    """
    bare = letters(word).replace("’", "'").replace("‘", "'")
    return "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c)), word
