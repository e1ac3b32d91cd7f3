"""The formats of the instance, with their pages made ready to show once."""

from collections.abc import Callable, Mapping

from server.core.carried import addressed
from server.core.format import LoadedFormat
from server.core.text import Text
from server.web.wire import FormatCard


class Recipes:
    """What rooms can be opened from."""

    def __init__(self, loaded: Mapping[str, LoadedFormat], html_of: Callable[[str], str]) -> None:
        self.loaded = loaded
        self.html = {name: pages_of(recipe, html_of) for name, recipe in loaded.items()}

    def cards(self) -> list[FormatCard]:
        """What the home page shows of each format."""
        return [_card(recipe) for recipe in self.loaded.values()]


def pages_of(loaded: LoadedFormat, html_of: Callable[[str], str]) -> dict[str, Text]:
    """Make a format's pages ready to show, by id; addresses stand in for the pictures until a room has them."""
    shown = {id: addressed(page.markdown) for id, page in loaded.pages.items()}
    return {
        id: Text(fr=html_of(text.fr), en=html_of(text.en) if text.en else "") for id, text in shown.items()
    }


def _card(loaded: LoadedFormat) -> FormatCard:
    recipe = loaded.format
    held = [step for step in recipe.agenda if not step.off]
    return FormatCard(
        name=recipe.name,
        title=recipe.title,
        summary=recipe.summary,
        people=recipe.people,
        minutes=sum(step.minutes for step in held),
        steps=len(held),
        experiences=len(recipe.experiences),
        criteria=len(recipe.criteria),
    )
