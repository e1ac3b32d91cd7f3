"""What the paper says of its own, in French and in English."""

from server.core.text import Language, Text

WORDS: dict[str, Text] = {
    "kit": Text(fr="Le papier de la journée", en="The paper of the day"),
    "come-in": Text(fr="Entrez dans la salle", en="Come into the room"),
    "scan": Text(
        fr="Visez ce carré avec l’appareil photo de votre téléphone",
        en="Point your phone’s camera at this square",
    ),
    "or-code": Text(fr="ou tapez ce code à l’adresse", en="or type this code at"),
    "then-name": Text(
        fr="Dites votre prénom, votre place dans le réseau et votre territoire\u00a0: dix secondes, rien à installer.",
        en="Say your first name, your place in the network and your territory: ten seconds, nothing to install.",
    ),
    "no-phone": Text(
        fr="Pas de téléphone\u202f? Demandez une feuille\u00a0: elle compte autant.",
        en="No phone? Ask for a sheet: it counts as much.",
    ),
    "wifi": Text(fr="Wi-Fi", en="Wi-Fi"),
    "password": Text(fr="mot de passe", en="password"),
    "qr-join": Text(fr="Code QR pour entrer dans la salle {code}", en="QR code to come into the room {code}"),
    "qr-sheet": Text(fr="Code QR pour photographier la feuille {number}", en="QR code to photograph sheet {number}"),
    "table-sheets": Text(fr="Feuilles de table", en="Table sheets"),
    "sheet": Text(fr="Feuille {number}", en="Sheet {number}"),
    "table": Text(fr="Table", en="Table"),
    "round": Text(fr="Tour", en="Round"),
    "photograph": Text(
        fr="Photographiez cette feuille\u00a0: vos mots rejoignent la salle.",
        en="Photograph this sheet: your words join the room.",
    ),
    "we-see": Text(fr="Ce que nous voyons", en="What we see"),
    "criterion": Text(fr="Prérequis", en="Prerequisite"),
    "criterion-number": Text(fr="Prérequis n°", en="Prerequisite no."),
    "appraisal": Text(fr="Notre appréciation", en="Our appraisal"),
    "because": Text(fr="parce que", en="because"),
    "mark-kinds": Text(fr="Devant chaque phrase", en="Before each sentence"),
    "mark-domains": Text(fr="Entourez les domaines touchés", en="Circle the domains it touches"),
    "domains": Text(fr="Domaines", en="Domains"),
    "stickers": Text(fr="Gommettes des domaines", en="Domain stickers"),
    "person-sheets": Text(fr="Feuilles pour écrire sans téléphone", en="Sheets to write without a phone"),
    "name": Text(fr="Prénom", en="First name"),
    "one-idea": Text(
        fr="Une idée par cadre. À la fin, faites photographier la feuille par n’importe quel téléphone de la salle.",
        en="One idea a frame. When you have finished, let any phone of the room photograph the sheet.",
    ),
    "tags": Text(fr="Badges", en="Name tags"),
    "cut": Text(fr="À découper le long des traits.", en="Cut along the lines."),
    "facilitator": Text(fr="Animation", en="Facilitation"),
    "graphic": Text(fr="Facilitation graphique", en="Graphic facilitation"),
    "no-table": Text(fr="Table à venir", en="Table to come"),
    "demonstration": Text(fr="Démonstration, textes fictifs", en="Demonstration, fictitious texts"),
}  # fmt: skip


def said(language: Language) -> dict[str, str]:
    """Every sentence of the kit in one language, by its key."""
    return {key: text.said(language) for key, text in WORDS.items()}
