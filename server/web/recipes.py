"""The formats of the instance, with their pages made ready to show once."""

from collections.abc import Callable, Mapping

from server.core.format import LoadedFormat
from server.core.text import Text
from server.web.wire import FormatCard


class Recipes:
    """What rooms can be opened from."""

    def __init__(self, loaded: Mapping[str, LoadedFormat], html_of: Callable[[str], str]) -> None:
        self.loaded = loaded
        self.html = {
            name: {
                id: Text(
                    fr=html_of(page.markdown.fr), en=html_of(page.markdown.en) if page.markdown.en else ""
                )
                for id, page in recipe.pages.items()
            }
            for name, recipe in loaded.items()
        }

    def cards(self) -> list[FormatCard]:
        """What the home page shows of each format."""
        return [_card(recipe) for recipe in self.loaded.values()]


def _card(loaded: LoadedFormat) -> FormatCard:
    recipe = loaded.format
    return FormatCard(
        name=recipe.name,
        title=recipe.title,
        summary=recipe.summary,
        people=recipe.people,
        minutes=sum(step.minutes for step in recipe.agenda),
        steps=len(recipe.agenda),
        experiences=len(recipe.experiences),
        criteria=len(recipe.criteria),
    )
