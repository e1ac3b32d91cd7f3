"""A text in the two languages of the house; every sentence that a format says is one."""

from typing import Literal

import msgspec

Language = Literal["fr", "en"]


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence in French and in English; French is never absent, English falls back on it."""

    fr: str
    en: str = ""

    def said(self, language: Language) -> str:
        """Give the sentence in the language asked for, or in French where there is no English."""
        return self.en if language == "en" and self.en else self.fr
