/** The words around erasing for good, and around taking one's own data along. */

import { dictionary } from "./index";

export const tErase = dictionary(
  {
    one: "Effacer pour de bon",
    "one.title": "Effacer pour de bon ?",
    "one.text":
      "Le texte disparaît de tous les appareils, de la publication et de l’archive. Personne ne pourra le faire revenir.",
    "one.card":
      "Le texte disparaît de tous les appareils, de la publication et de l’archive. Un énoncé qui s’appuyait sur cette carte garde ses propres mots ; sa filiation dira « une carte retirée ». Personne ne pourra la faire revenir.",
    "one.yes": "Effacer pour de bon",
    done: "C’est effacé pour de bon.",
    mine: "Mes données",
    "mine.text":
      "Tout ce que la salle garde de vous : qui vous êtes, vos textes, vos votes, les messages qui vous ont été adressés.",
    "mine.md": "Télécharger à lire (Markdown)",
    "mine.json": "Télécharger à réutiliser (JSON)",
    "mine.failed": "Le téléchargement n’a pas réussi :",
    all: "Effacer tout ce qui vient de moi…",
    "all.title": "Effacer tout ce qui vient de vous ?",
    "all.text":
      "Votre nom, vos cartes, vos réponses, vos propositions, vos engagements et vos votes sont effacés pour de bon, sur tous les appareils, dans la publication et dans l’archive. Les énoncés que la salle en a tirés restent, avec leurs propres mots. Cet appareil quitte la salle. Les sauvegardes que garde l’organisation s’effacent à leur tour selon sa règle.",
    "all.yes": "Tout effacer pour de bon",
    "all.done": "Tout ce qui venait de vous est effacé. Merci d’être venu·e.",
    person: "Effacer cette personne…",
    "person.text":
      "À faire quand la personne le demande. Son nom et tout ce qu’elle a écrit disparaissent de tous les appareils, de la publication et de l’archive, et ses appareils quittent la salle. Personne ne pourra les faire revenir.",
    "person.done": "{name} est effacé·e de la salle.",
    withdrawn: "retiré",
    "kind.answer": "Réponse",
    "kind.proposal": "Proposition",
    "kind.commitment": "Engagement",
    "kind.appraisal": "Appréciation",
    "kind.board": "Planche",
    "kind.note": "Note privée",
    "kind.message": "Message envoyé",
    votes: {
      one: "Et {n} vote, que personne d’autre ne voit.",
      other: "Et {n} votes, que personne d’autre ne voit.",
    },
  },
  {
    one: "Erase for good",
    "one.title": "Erase for good?",
    "one.text":
      "The text disappears from every device, from the publication and from the archive. Nobody can bring it back.",
    "one.card":
      "The text disappears from every device, from the publication and from the archive. A statement that rested on this card keeps its own words; its lineage will say “a withdrawn card”. Nobody can bring it back.",
    "one.yes": "Erase for good",
    done: "Erased for good.",
    mine: "My data",
    "mine.text":
      "All that the room keeps of you: who you are, your texts, your votes, the messages that were sent to you.",
    "mine.md": "Download to read (Markdown)",
    "mine.json": "Download to reuse (JSON)",
    "mine.failed": "The download did not work:",
    all: "Erase all that is mine…",
    "all.title": "Erase all that is yours?",
    "all.text":
      "Your name, cards, answers, proposals, commitments and votes are erased for good, on every device, in the publication and in the archive. The statements that the room drew from them stay, with their own words. This device leaves the room. The backups that the organisation keeps go in their turn, by its own rule.",
    "all.yes": "Erase everything for good",
    "all.done": "All that was yours is erased. Thank you for having come.",
    person: "Erase this person…",
    "person.text":
      "To be done when the person asks for it. Their name and all that they wrote disappear from every device, from the publication and from the archive, and their devices leave the room. Nobody can bring it back.",
    "person.done": "{name} is erased from the room.",
    withdrawn: "withdrawn",
    "kind.answer": "Answer",
    "kind.proposal": "Proposal",
    "kind.commitment": "Commitment",
    "kind.appraisal": "Appraisal",
    "kind.board": "Board",
    "kind.note": "Private note",
    "kind.message": "Message sent",
    votes: { one: "And {n} vote, which nobody else sees.", other: "And {n} votes, which nobody else sees." },
  },
);
