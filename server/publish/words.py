"""What the publication says of its own, in French and in English.

French takes a no-break space before : ; ? ! and within « ». A pair of sentences separated by `|`
is for one and for several.
"""

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import floor

from server.core.text import Language, Text

WORDS: dict[str, Text] = {
    # The whole.
    "contents": Text(fr="Sommaire", en="Contents"),
    "skip": Text(fr="Aller au contenu", en="Skip to the content"),
    "to-top": Text(fr="Retour au sommaire", en="Back to the contents"),
    "notice": Text(fr="Démonstration, textes fictifs", en="Demonstration, fictitious texts"),
    "demonstration": Text(fr="Démonstration", en="Demonstration"),
    "legend": Text(fr="Les domaines d’impact", en="The impact domains"),
    "share-title": Text(fr="Emporter et transmettre", en="Take away and pass on"),
    "share-frozen": Text(
        fr="Version figée le {at} : ce qui s’écrit depuis dans la salle n’y figure pas.",
        en="Version frozen on {at}: what has been written in the room since is not in it.",
    ),
    "share-follows": Text(
        fr="Cette page suit la salle : elle peut encore changer.",
        en="This page follows the room: it may still change.",
    ),
    "share-nameless": Text(
        fr="Elle ne nomme personne : […] tient la place d’un nom.",
        en="It names nobody: […] stands in the place of a name.",
    ),
    "share-until": Text(fr="À lire jusqu’au {at}.", en="Can be read until {at}."),
    "share-take": Text(fr="Télécharger", en="Download"),
    "share-send": Text(fr="Envoyer le lien", en="Send the link"),
    "share-mail": Text(fr="Courriel", en="E-mail"),
    "share-pdf": Text(fr="PDF", en="PDF"),
    "share-docx": Text(fr="Word", en="Word"),
    "share-odt": Text(fr="LibreOffice", en="LibreOffice"),
    "share-xlsx": Text(fr="Tableur", en="Spreadsheet"),
    "share-gone": Text(
        fr="Ce lien n’ouvre rien : il est incomplet, a pris fin ou a été désactivé. "
        "Demandez-en un autre à la personne qui vous l’a envoyé.",
        en="This link opens nothing: it is incomplete, has ended or was switched off. "
        "Ask the person who sent it for another.",
    ),
    "share-wait": Text(
        fr="La publication n’a pas pu être préparée pour l’instant. Revenez dans une minute.",
        en="The publication could not be prepared just now. Come back in a minute.",
    ),
    "cut": Text(
        fr=" […] (texte trop long pour une cellule : la suite est dans les autres formes)",
        en=" […] (text too long for a cell: the rest is in the other forms)",
    ),
    "reworded": Text(fr="texte revu pour la publication", en="text edited for the publication"),
    "colon": Text(fr=" : ", en=": "),
    "open-quote": Text(fr="« ", en="“"),
    "close-quote": Text(fr=" »", en="”"),
    # Counts.
    "n-people": Text(fr="{n} participant·e|{n} participant·e·s", en="{n} participant|{n} participants"),
    "n-days": Text(fr="{n} journée réunie|{n} journées réunies", en="{n} gathered day|{n} gathered days"),
    "n-groups": Text(fr="{n} table|{n} tables", en="{n} table|{n} tables"),
    "n-experiences": Text(
        fr="{n} expérience pilote|{n} expériences pilotes",
        en="{n} pilot experience|{n} pilot experiences",
    ),
    "n-cards": Text(fr="{n} carte|{n} cartes", en="{n} card|{n} cards"),
    "n-appraisals": Text(fr="{n} appréciation|{n} appréciations", en="{n} appraisal|{n} appraisals"),
    "n-statements": Text(fr="{n} énoncé|{n} énoncés", en="{n} statement|{n} statements"),
    "n-proposals": Text(fr="{n} proposition|{n} propositions", en="{n} proposal|{n} proposals"),
    "n-commitments": Text(fr="{n} engagement|{n} engagements", en="{n} commitment|{n} commitments"),
    "n-boards": Text(fr="{n} planche|{n} planches", en="{n} board|{n} boards"),
    "n-minutes": Text(fr="{n} min", en="{n} min"),
    "voices": Text(fr="voix", en="voices"),
    # The day.
    "agenda": Text(fr="Le déroulé", en="The agenda"),
    "step": Text(fr="Séquence", en="Step"),
    "duration": Text(fr="Durée prévue", en="Planned length"),
    "state": Text(fr="État", en="State"),
    "state-todo": Text(fr="pas encore tenue", en="not yet held"),
    "state-skipped": Text(fr="non tenue", en="not held"),
    "state-running": Text(fr="en cours", en="running"),
    "state-paused": Text(fr="en pause", en="paused"),
    "state-done": Text(fr="tenue", en="held"),
    "unfinished": Text(
        fr="Cette publication a été écrite avant la fin de la journée : des séquences restent à tenir.",
        en="This publication was written before the end of the day: some steps are still to be held.",
    ),
    "gathered": Text(fr="Les journées réunies", en="The gathered days"),
    "agreed": Text(fr="Ce qui fait accord", en="What is agreed"),
    "answers": Text(fr="Réponses", en="Answers"),
    "answered": Text(
        fr="{n} personne a répondu.|{n} personnes ont répondu.",
        en="{n} person answered.|{n} people answered.",
    ),
    "no-answers": Text(
        fr="Personne n’a encore répondu à cette question.", en="Nobody has answered this question yet."
    ),
    "no-ideas": Text(
        fr="Cette journée ne demandait pas de choisir entre des idées.",
        en="This day did not ask people to choose between ideas.",
    ),
    # Method.
    "grid": Text(fr="La grille de lecture", en="The reading grid"),
    "criterion": Text(fr="Prérequis", en="Prerequisite"),
    "criteria": Text(fr="Prérequis", en="Prerequisites"),
    "questions": Text(fr="Questions qui guident la lecture", en="Guiding questions"),
    "domains": Text(fr="Les domaines d’impact", en="The impact domains"),
    "domain": Text(fr="Domaine d’impact", en="Impact domain"),
    "example": Text(fr="Ce que cela peut être", en="What it may look like"),
    "scale": Text(fr="L’échelle d’appréciation", en="The appraisal scale"),
    "kinds": Text(fr="Les sortes de cartes", en="The kinds of cards"),
    "groups": Text(fr="Les tables", en="The tables"),
    "group": Text(fr="Table", en="Table"),
    "round": Text(fr="Tour", en="Round"),
    "no-groups": Text(fr="Aucune table n’a été formée.", en="No table was formed."),
    "no-assignment": Text(fr="aucune expérience", en="no experience"),
    # People.
    "people-count": Text(
        fr="{n} personne a pris part à la journée.|{n} personnes ont pris part à la journée.",
        en="{n} person took part in the day.|{n} people took part in the day.",
    ),
    "no-people": Text(fr="Personne n’est encore entré dans la salle.", en="Nobody has come in yet."),
    "people-elsewhere": Text(
        fr="Ce document réunit plusieurs journées : qui a pris part à chacune est dit dans sa propre publication.",
        en="This document gathers several days: who took part in each is said in its own publication.",
    ),
    "roles": Text(fr="Rôles dans le réseau", en="Roles in the network"),
    "territories": Text(fr="Territoires", en="Territories"),
    "unsaid-role": Text(fr="Rôle non précisé", en="Role not given"),
    "unsaid-territory": Text(fr="Territoire non précisé", en="Territory not given"),
    "named": Text(fr="Ont accepté d’être nommé·e·s", en="Agreed to be named"),
    "unnamed": Text(
        fr="{n} personne n’a pas demandé à être nommée.|{n} personnes n’ont pas demandé à être nommées.",
        en="{n} person did not ask to be named.|{n} people did not ask to be named.",
    ),
    "nameless": Text(
        fr="Cette version ne nomme personne : ni à côté des cartes et des planches, ni derrière les engagements. "
        "Dans les textes, […] tient la place d’un nom.",
        en="This version names nobody: neither beside cards and boards nor behind commitments. "
        "In texts, […] stands in the place of a name.",
    ),
    "anonymous": Text(
        fr="La salle était anonyme : aucun nom ne figure ici, ni à côté des cartes.",
        en="The room was anonymous: no name stands here, nor beside the cards.",
    ),
    "facilitation": Text(
        fr="La journée a été tenue par {n} personne à l’animation.|"
        "La journée a été tenue par {n} personnes à l’animation.",
        en="The day was held by {n} facilitator.|The day was held by {n} facilitators.",
    ),
    # Experiences.
    "territory": Text(fr="Territoire", en="Territory"),
    "dossier": Text(fr="Ce que dit le dossier", en="What the dossier says"),
    "no-dossier": Text(
        fr="Aucun dossier n’a été écrit sur cette expérience.",
        en="No dossier was written on this experience.",
    ),
    "incomplete": Text(
        fr="Dossier à compléter : peu d’éléments publics sur cette expérience.",
        en="Dossier to be completed: little is public on this experience.",
    ),
    "worked-on-by": Text(fr="Décortiquée par", en="Taken apart by"),
    "worked-on-by-nobody": Text(
        fr="Aucune table n’a pris cette expérience.", en="No table took this experience."
    ),
    "appraisals": Text(fr="Les appréciations", en="The appraisals"),
    "appraisals-of": Text(
        fr="Appréciations de l’expérience « {title} », prérequis par prérequis",
        en="Appraisals of the experience “{title}”, prerequisite by prerequisite",
    ),
    "appraisals-loose": Text(
        fr="Appréciations des tables qui n’avaient pas d’expérience",
        en="Appraisals of tables that had no experience",
    ),
    "appraisal": Text(fr="Appréciation", en="Appraisal"),
    "reason": Text(fr="Pourquoi", en="Why"),
    "not-appraised": Text(fr="pas encore appréciée", en="not yet appraised"),
    "no-appraisals": Text(
        fr="Aucune appréciation n’a été donnée pour cette expérience.",
        en="No appraisal was given for this experience.",
    ),
    "cards-of": Text(fr="Les cartes, prérequis par prérequis", en="The cards, prerequisite by prerequisite"),
    "no-criterion": Text(fr="Sans prérequis", en="Without a prerequisite"),
    "no-cards-here": Text(
        fr="Aucune carte n’a été écrite sur cette expérience.",
        en="No card was written on this experience.",
    ),
    "domains-of": Text(fr="Domaines d’impact touchés", en="Impact domains touched"),
    "no-domains-here": Text(
        fr="Aucune carte de cette expérience n’est rattachée à un domaine.",
        en="No card of this experience is tied to a domain.",
    ),
    "no-experiences": Text(
        fr="Aucune expérience n’était au programme de cette journée.",
        en="No experience was on this day’s agenda.",
    ),
    "lessons": Text(fr="À retenir", en="To remember"),
    # Synthesis.
    "no-statements": Text(fr="Aucun énoncé n’a encore été écrit.", en="No statement has been written yet."),
    "no-statement-here": Text(
        fr="Aucun énoncé n’a encore été écrit ici.", en="No statement has been written here yet."
    ),
    "statement-n": Text(fr="Énoncé {n}", en="Statement {n}"),
    "stance-convergence": Text(fr="Fait accord", en="Agreed"),
    "stance-dissent": Text(fr="Divise", en="Divides"),
    "stance-question": Text(fr="Reste ouvert", en="Stays open"),
    "stance-vigilance": Text(fr="Point de vigilance", en="Watch out"),
    "sources": Text(
        fr="Vient de {n} carte|Vient de {n} cartes", en="Comes from {n} card|Comes from {n} cards"
    ),
    "no-sources": Text(fr="Cet énoncé ne vient d’aucune carte.", en="This statement comes from no card."),
    "dissent": Text(
        fr="{n} carte le contredit|{n} cartes le contredisent",
        en="{n} card contradicts it|{n} cards contradict it",
    ),
    "gone": Text(
        fr="une carte retirée ou qui n’est pas montrée", en="a card that was withdrawn or is not shown"
    ),
    "then": Text(fr="Repris alors que la carte disait", en="Taken in when the card said"),
    "other-versions": Text(fr="Autre version écrite en même temps", en="Another version written meanwhile"),
    "n-votes": Text(fr="{n} voix", en="{n} vote|{n} votes"),
    "n-points": Text(fr="{n} point|{n} points", en="{n} point|{n} points"),
    "n-voices": Text(fr="{n} voix|{n} voix", en="{n} voice|{n} voices"),
    "votes-agree": Text(fr="{n} d’accord|{n} d’accord", en="{n} agrees|{n} agree"),
    "votes-nuance": Text(fr="{n} à nuancer|{n} à nuancer", en="{n} yes, but|{n} yes, but"),
    "votes-disagree": Text(fr="{n} pas d’accord|{n} pas d’accord", en="{n} disagrees|{n} disagree"),
    "appraisal-of-the-day": Text(
        fr="Ce que les participant·e·s disent de la journée", en="What participants say of the day"
    ),
    "matrix-rooms": Text(fr="Prérequis et journées réunies", en="Prerequisites and gathered days"),
    "this-room": Text(fr="Cette salle", en="This room"),
    "sheet-rooms": Text(fr="Prérequis × journées", en="Prerequisites × days"),
    "divides": Text(fr="divise la salle", en="divides the room"),
    "divides-note": Text(
        fr="Un énoncé « divise la salle » quand au moins cinq voix se sont exprimées, qu’au moins un quart est "
        "d’accord et qu’au moins un quart ne l’est pas. La division vaut le double de la part du plus petit des "
        "deux camps : 0 quand personne ne s’oppose aux autres, 1 quand deux moitiés s’opposent.",
        en="A statement “divides the room” where at least five voices were given, at least a quarter agree and "
        "at least a quarter do not. Division is twice the part of the smaller camp: 0 where nobody stands "
        "against the others, 1 where two halves do.",
    ),
    "axis-impact": Text(fr="effet {mean} sur 5 (écart {spread})", en="impact {mean} of 5 (spread {spread})"),
    "axis-effort": Text(fr="effort {mean} sur 5 (écart {spread})", en="effort {mean} of 5 (spread {spread})"),
    "plane": Text(fr="Effet et effort des propositions", en="Impact and effort of the proposals"),
    "plane-alt": Text(
        fr="Plan des propositions : l’effort croît vers la droite, l’effet vers le haut. {placed}. "
        "Le tableau qui suit donne les mêmes valeurs.",
        en="Plane of the proposals: effort grows to the right, impact upwards. {placed}. "
        "The table below gives the same values.",
    ),
    "plane-note": Text(
        fr="Moyennes des voix sur une échelle de 1 à 5 ; l’écart dit combien les avis diffèrent.",
        en="Means of the voices on a scale from 1 to 5; the spread says how far opinions differ.",
    ),
    "plane-now": Text(fr="À faire tout de suite", en="Do at once"),
    "plane-big": Text(fr="Grands chantiers", en="Large projects"),
    "plane-small": Text(fr="Petits plus", en="Small extras"),
    "plane-doubt": Text(fr="À questionner", en="To be questioned"),
    "impact": Text(fr="Effet", en="Impact"),
    "effort": Text(fr="Effort", en="Effort"),
    "spread": Text(fr="écart", en="spread"),
    "sheet-votes": Text(fr="Votes", en="Votes"),
    "voted": Text(fr="Voté", en="Voted on"),
    "col-agree": Text(fr="D’accord", en="Agree"),
    "col-nuance": Text(fr="À nuancer", en="Yes, but"),
    "col-disagree": Text(fr="Pas d’accord", en="Disagree"),
    "col-division": Text(fr="Division (0 à 1)", en="Division (0 to 1)"),
    "col-points": Text(fr="Points", en="Points"),
    "col-impact": Text(fr="Effet, moyenne", en="Impact, mean"),
    "col-impact-spread": Text(fr="Effet, écart", en="Impact, spread"),
    "col-effort": Text(fr="Effort, moyenne", en="Effort, mean"),
    "col-effort-spread": Text(fr="Effort, écart", en="Effort, spread"),
    "used": Text(
        fr="{n} carte est reprise dans au moins un énoncé.|{n} cartes sont reprises dans au moins un énoncé.",
        en="{n} card is in at least one statement.|{n} cards are in at least one statement.",
    ),
    "unused": Text(
        fr="{n} carte n’est dans aucun énoncé.|{n} cartes ne sont dans aucun énoncé.",
        en="{n} card is in no statement.|{n} cards are in no statement.",
    ),
    "all-used": Text(
        fr="Toutes les cartes sont reprises dans au moins un énoncé.",
        en="Every card is in at least one statement.",
    ),
    "unused-here": Text(fr="Cartes qui ne sont dans aucun énoncé", en="Cards that are in no statement"),
    "unplaced-statements": Text(fr="Au-delà des prérequis", en="Beyond the prerequisites"),
    # Matrices.
    "matrix-criteria": Text(fr="Prérequis et expériences", en="Prerequisites and experiences"),
    "matrix-criteria-groups": Text(fr="Lignes de la grille et tables", en="Rows of the grid and tables"),
    "matrix-criteria-note": Text(
        fr="Chaque case donne l’appréciation des tables, puis le nombre de cartes. "
        "Plus la case est foncée, plus le prérequis a été jugé présent.",
        en="Each cell gives the tables’ appraisal, then the number of cards. "
        "The darker the cell, the more the prerequisite was found present.",
    ),
    "matrix-cards-note": Text(
        fr="Chaque case donne le nombre de cartes ; plus elle est foncée, plus il y en a.",
        en="Each cell gives the number of cards; the darker it is, the more there are.",
    ),
    "matrix-domains": Text(fr="Domaines d’impact et expériences", en="Impact domains and experiences"),
    "matrix-domains-note": Text(
        fr="Chaque case donne le nombre de cartes rattachées au domaine et leur part parmi les cartes de "
        "la colonne. Une carte peut toucher plusieurs domaines : la dernière ligne compte chaque carte une fois.",
        en="Each cell gives the number of cards tied to the domain and their share of the column’s cards. "
        "A card may touch several domains: the last row counts each card once.",
    ),
    "without-experience": Text(fr="Sans expérience", en="No experience"),
    "without-group": Text(fr="Hors des tables", en="Outside the tables"),
    "without-domain": Text(fr="Sans domaine", en="No domain"),
    "total": Text(fr="Toutes les cartes", en="All cards"),
    "empty-cells": Text(
        fr="{n} case sur {all} est vide, et c’est un constat.|"
        "{n} cases sur {all} sont vides, et c’est un constat.",
        en="{n} cell of {all} is empty, which is a finding.|{n} cells of {all} are empty, which is a finding.",
    ),
    "finding-experiences": Text(
        fr="Aucune table n’a parlé de « {row} » à propos de {columns}.",
        en="No table spoke of “{row}” about {columns}.",
    ),
    "finding-groups": Text(
        fr="Rien n’a été écrit sur « {row} » par {columns}.",
        en="Nothing was written on “{row}” by {columns}.",
    ),
    "finding-everywhere": Text(fr="Personne n’a parlé de « {row} ».", en="Nobody spoke of “{row}”."),
    "matrix-alt": Text(
        fr="{title}, en teintes : plus une case est foncée, plus il y en a ; {n} case vide sur {all}. "
        "Le tableau qui suit dit la même chose.|{title}, en teintes : plus une case est foncée, plus il y en "
        "a ; {n} cases vides sur {all}. Le tableau qui suit dit la même chose.",
        en="{title}, in shades: the darker a cell, the more there is; {n} empty cell of {all}. "
        "The table below says the same.|{title}, in shades: the darker a cell, the more there is; "
        "{n} empty cells of {all}. The table below says the same.",
    ),
    "no-empty-cells": Text(fr="Aucune case n’est vide.", en="No cell is empty."),
    "everywhere": Text(fr="partout", en="everywhere"),
    "cell-empty": Text(fr="vide", en="empty"),
    "no-domains": Text(
        fr="Ce format ne répartit pas les cartes par domaine.", en="This format does not use domains."
    ),
    "bars-domains": Text(fr="Cartes par domaine", en="Cards by domain"),
    "profiles": Text(fr="Le profil de chaque expérience", en="The profile of each experience"),
    "profiles-caption": Text(
        fr="Part des cartes qui touche chaque domaine, à une même échelle",
        en="Share of cards that touches each domain, all on one scale",
    ),
    "profiles-alt": Text(
        fr="Une figure par expérience, un axe par domaine. {said}.",
        en="A figure for each experience, an axis for each domain. {said}.",
    ),
    # Rounds.
    "rounds": Text(fr="Les tours côte à côte", en="The rounds side by side"),
    "rounds-of": Text(
        fr="Ce que chaque tour a dit de l’expérience « {title} »",
        en="What each round said of the experience “{title}”",
    ),
    "rounds-differ": Text(
        fr="D’un tour à l’autre, l’appréciation change sur : {rows}.",
        en="From one round to another, the appraisal changes on: {rows}.",
    ),
    "outside-rounds": Text(fr="Hors des tours", en="Outside the rounds"),
    # Projection.
    "no-proposals": Text(fr="Aucune proposition n’a encore été écrite.", en="No proposal was written yet."),
    "no-proposal-here": Text(fr="Aucune proposition ici.", en="No proposal here."),
    "proposal": Text(fr="Proposition", en="Proposal"),
    "rests-on": Text(fr="S’appuie sur", en="Rests on"),
    "commitments": Text(fr="Les engagements", en="The commitments"),
    "who": Text(fr="Qui", en="Who"),
    "what": Text(fr="Quoi", en="What"),
    "by": Text(fr="Pour quand", en="By when"),
    "no-date": Text(fr="sans date", en="no date"),
    "no-commitments": Text(
        fr="Personne ne s’est encore engagé par écrit.", en="Nobody has committed in writing yet."
    ),
    # Boards.
    "no-boards": Text(fr="Aucune planche graphique n’a été versée.", en="No graphic board was added."),
    "board-n": Text(fr="Planche {n}", en="Board {n}"),
    "drawn-by": Text(fr="dessin\u00a0: {name}", en="drawn by {name}"),
    "board-about": Text(fr="à propos de\u00a0: {what}", en="about: {what}"),
    "licence-cc-by": Text(fr="CC BY 4.0", en="CC BY 4.0"),
    "licence-cc-by-sa": Text(fr="CC BY-SA 4.0", en="CC BY-SA 4.0"),
    "licence-cc-by-nc": Text(fr="CC BY-NC 4.0", en="CC BY-NC 4.0"),
    "licence-cc0": Text(fr="domaine public (CC0)", en="public domain (CC0)"),
    "licence-reserved": Text(fr="tous droits réservés", en="all rights reserved"),
    "from-paper": Text(fr="d’après une feuille photographiée", en="from a photographed sheet"),
    "no-caption": Text(fr="sans légende", en="without a caption"),
    "boards-waiting": Text(
        fr="{n} planche attend la description sans laquelle elle n’est pas publiée.|"
        "{n} planches attendent la description sans laquelle elles ne sont pas publiées.",
        en="{n} board waits for the description without which it is not published.|"
        "{n} boards wait for the description without which they are not published.",
    ),
    "picture-gone": Text(
        fr="L’image n’est pas dans ce document. Elle montre : {alt}",
        en="The picture is not in this document. It shows: {alt}",
    ),
    # Annex.
    "no-cards": Text(fr="Aucune carte n’a encore été écrite.", en="No card has been written yet."),
    "cards-hidden": Text(
        fr="Les tables n’ont pas encore montré leurs cartes à la salle : elles ne sont pas ici.",
        en="The tables have not shown their cards to the room yet: they are not here.",
    ),
    "cards-intro": Text(
        fr="{n} carte, numérotée comme dans tout le document.|"
        "{n} cartes, numérotées comme dans tout le document.",
        en="{n} card, numbered as in the whole document.|{n} cards, numbered as in the whole document.",
    ),
    "card-n": Text(fr="carte {n}", en="card {n}"),
    "beyond": Text(fr="Hors des expériences", en="Beyond the experiences"),
    "used-in": Text(fr="Dans", en="In"),
    "about": Text(fr="À propos de", en="About"),
    # The spreadsheet's own headings.
    "sheet-cards": Text(fr="Cartes", en="Cards"),
    "sheet-appraisals": Text(fr="Appréciations", en="Appraisals"),
    "sheet-statements": Text(fr="Énoncés", en="Statements"),
    "sheet-sources": Text(fr="Sources", en="Sources"),
    "sheet-proposals": Text(fr="Propositions", en="Proposals"),
    "sheet-commitments": Text(fr="Engagements", en="Commitments"),
    "sheet-matrix-criteria": Text(fr="Prérequis × expériences", en="Prerequisites × experiences"),
    "sheet-matrix-domains": Text(fr="Domaines × expériences", en="Domains × experiences"),
    "sheet-profiles": Text(fr="Profils", en="Profiles"),
    "share-of": Text(fr="{domain} (% des cartes)", en="{domain} (% of cards)"),
    "sheet-rounds": Text(fr="Tours", en="Rounds"),
    "tables": Text(fr="Tables", en="Tables"),
    "appraisal-given": Text(fr="Appréciation", en="Appraisal"),
    "number": Text(fr="N°", en="No."),
    "experience": Text(fr="Expérience", en="Experience"),
    "kind": Text(fr="Sorte", en="Kind"),
    "text": Text(fr="Texte", en="Text"),
    "author": Text(fr="Écrite par", en="Written by"),
    "statement": Text(fr="Énoncé", en="Statement"),
    "statements": Text(fr="Énoncés", en="Statements"),
    "stance": Text(fr="Position", en="Stance"),
    "supports": Text(fr="l’appuie", en="supports it"),
    "contradicts": Text(fr="le contredit", en="contradicts it"),
    "link": Text(fr="Lien", en="Link"),
    "card": Text(fr="Carte", en="Card"),
    "text-then": Text(fr="Texte repris", en="Text taken in"),
    "text-now": Text(fr="Texte actuel", en="Text now"),
    "count-sources": Text(fr="Cartes qui l’appuient", en="Cards that support it"),
    "count-dissent": Text(fr="Cartes qui le contredisent", en="Cards that contradict it"),
    "count-votes": Text(fr="Votes", en="Votes"),
    # Colophon.
    "made-from": Text(
        fr="Ce document a été composé à partir de ce que la salle a écrit dans Récolte, sans rien ajouter "
        "aux textes des participant·e·s. Les totaux et les tableaux ont été calculés ; les énoncés ont "
        "été écrits pendant la mise en commun.",
        en="This document was composed from what the room wrote in Récolte, adding nothing to the "
        "participants’ texts. Totals and tables were computed; statements were written while putting together.",
    ),
    "made-format": Text(
        fr="Format : « {title} », version {version}.", en="Format: “{title}”, version {version}."
    ),
    "how-named": Text(
        fr="Chacun·e a choisi comment être nommé·e : par son nom, par son seul rôle, ou pas du tout.",
        en="Everybody chose how to be named: by name, by role only, or not at all.",
    ),
    "left-out": Text(
        fr="Les cartes retirées par leur auteur·rice ou masquées par l’animation n’y figurent pas ; "
        "un énoncé qui s’appuyait sur l’une d’elles le dit.",
        en="Cards that their author withdrew or that a facilitator hid do not stand in it; "
        "a statement that rested on one says so.",
    ),
    "license": Text(fr="Licence : {license}.", en="Licence: {license}."),
    "credits": Text(fr="Sources du format", en="Sources of the format"),
    "counts": Text(fr="Ce qui a été compté", en="What was counted"),
}

MONTHS: dict[Language, list[str]] = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


class Words:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, key: str, **facts: str | int) -> str:
        """Give a sentence with its facts; where it has a plural, `n` picks the form."""
        one, _, several = WORDS[key].said(self.language).partition("|")
        n = facts.get("n", 1)
        plural = isinstance(n, int) and (n >= 2 if self.language == "fr" else n != 1)
        return (several if several and plural else one).format(**facts)

    def said(self, text: Text) -> str:
        """Give a format's text in this language."""
        return text.said(self.language)

    def colon(self, before: str, after: str) -> str:
        """Put a colon between two texts, with the spaces that the language wants."""
        return before + self("colon") + after

    def then(self, text: str) -> str:
        """Say how a card read when it was taken into a statement."""
        return self.colon(self("then"), self("open-quote") + text + self("close-quote"))

    def listed(self, names: list[str]) -> str:
        """Put names in a row as a sentence does."""
        last = " et " if self.language == "fr" else " and "
        return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)

    def decimal(self, value: float) -> str:
        """Give a number with one digit after the comma, as the language writes it; a half goes up, as on screen."""
        said = str(Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP))
        return said.replace(".", ",") if self.language == "fr" else said

    def percent(self, share: float) -> str:
        """Give a share from 0 to 1 in hundredths, as the language writes it; a half goes up, as on screen."""
        hundredths = floor(share * 100 + 0.5)
        return f"{hundredths}\u00a0%" if self.language == "fr" else f"{hundredths}%"

    def moment(self, at: datetime) -> str:
        """Give a day and an hour with the zone they are told in: whoever reads may be in another."""
        offset = at.utcoffset() or timedelta()
        sign, minutes = ("-" if offset < timedelta() else "+"), abs(offset).seconds // 60
        zone = f"UTC{sign}{minutes // 60}" if minutes else "UTC"
        zone += f":{minutes % 60:02}" if minutes % 60 else ""
        day = self.date(f"{at:%Y-%m-%d}")
        if self.language == "fr":
            return f"{day} à {at:%H}\u00a0h\u00a0{at:%M} ({zone})"
        return f"{day}, {at:%H:%M} ({zone})"

    def date(self, iso: str) -> str:
        """Give a date written YYYY-MM-DD in words; any other text as it is."""
        try:
            year, month, day = (int(part) for part in iso.split("-"))
            name = MONTHS[self.language][month - 1]
        except (ValueError, IndexError):
            return iso
        first = "1er" if self.language == "fr" and day == 1 else str(day)
        return f"{first} {name} {year}"
