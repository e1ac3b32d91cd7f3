/** The words of gathering several days into one room. */

import { dictionary } from "./index";

export const tGather = dictionary(
  {
    title: "Réunir plusieurs journées",
    lead: "Une nouvelle salle reçoit les cartes et les énoncés de plusieurs journées, avec d’où chacun vient, pour en écrire une seule synthèse. Aucun nom n’est repris, ni vote, ni engagement.",
    rooms: "Vos salles sur cet appareil",
    files: "Archives (JSON)",
    "files.help": "L’archive complète d’une salle se télécharge depuis sa publication.",
    "files.n": { one: "{n} archive choisie", other: "{n} archives choisies" },
    links: "Liens de console d’autres salles",
    "links.help": "Un lien par ligne.",
    name: "Titre de la synthèse",
    "name.hint": "par exemple : Ce que trois journées nous apprennent",
    "first.help": "La première de la liste donne sa grille et son déroulé.",
    go: "Réunir",
    count: { one: "{n} journée choisie", other: "{n} journées choisies" },
    few: "Il en faut au moins deux.",
  },
  {
    title: "Gather several days",
    lead: "A new room takes in the cards and statements of several days, with where each comes from, so that one synthesis can be written. No name is taken over, and no vote or commitment.",
    rooms: "Your rooms on this device",
    files: "Archives (JSON)",
    "files.help": "The complete archive of a room is downloaded from its publication.",
    "files.n": { one: "{n} archive chosen", other: "{n} archives chosen" },
    links: "Console links of other rooms",
    "links.help": "One link a line.",
    name: "Title of the synthesis",
    "name.hint": "for instance: What three days teach us",
    "first.help": "The first of the list gives its grid and its agenda.",
    go: "Gather",
    count: { one: "{n} day chosen", other: "{n} days chosen" },
    few: "It takes at least two.",
  },
);
