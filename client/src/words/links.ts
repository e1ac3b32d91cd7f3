/** The words around ending links: what a link opens, and what happens to who came by it. */

import { dictionary } from "./index";

export const tLinks = dictionary(
  {
    keep: "Ne rien changer",
    replace: "Remplacer ce lien…",
    "replace.screen":
      "L’ancien lien de l’écran n’ouvre plus rien, et l’ordinateur qui l’a ouvert quitte la salle. Un nouveau lien s’affiche ici : ouvrez-le sur l’ordinateur du vidéoprojecteur.",
    "replace.reader":
      "L’ancien lien de lecture n’ouvre plus rien, et qui lisait par lui quitte la salle. Un nouveau lien s’affiche ici : envoyez-le à qui doit encore lire.",
    "replace.yes": "Remplacer le lien",
    "replace.done": "L’ancien lien n’ouvre plus rien. En voici un nouveau.",
    console: "Liens d’animation",
    "console.help":
      "Si un lien d’animation est tombé en de mauvaises mains, ou si un ordinateur s’est perdu : tous s’arrêtent d’un coup, sauf ici.",
    "console.replace": "Arrêter tous les liens d’animation…",
    "console.text":
      "Toutes les pages d’animation se ferment, sauf celle-ci, qui reçoit un lien neuf. Invitez ensuite de nouveau les personnes qui animent avec vous.",
    "console.yes": "Arrêter tous les autres liens",
    "console.done": "Seule cette page anime encore la salle.",
    people:
      "Le lien d’une personne en particulier (participant·e, co-animation, dessin) s’arrête depuis sa fiche, dans l’onglet des personnes.",
    "person.more": "Ses appareils, ses données",
    "person.cut": "Arrêter ses liens…",
    "person.cut.text":
      "Ses appareils quittent la salle et son lien personnel n’ouvre plus rien. Ce qu’elle a écrit reste. Pour revenir, elle entre par le code, comme une nouvelle personne.",
    "person.cut.invited":
      "Ses appareils quittent la salle et le lien que vous lui avez donné n’ouvre plus rien. Ce qu’elle a écrit reste. Pour la faire revenir, invitez-la de nouveau.",
    "person.cut.yes": "Arrêter ses liens",
    "person.free": "Rendre sa place…",
    "person.free.text":
      "Pour qui a perdu son appareil, ou dont quelqu’un d’autre a pris la place. Les appareils entrés sous ce nom quittent la salle, et « {name} » revient sur la liste de la page d’entrée, à prendre de nouveau. Ce qui a été écrit reste sous ce nom : masquez ou effacez ce qui n’est pas de cette personne.",
    "person.free.yes": "Rendre la place",
    "person.free.done": "La place de {name} est de nouveau à prendre.",
    "person.listed": "de la liste",
    "person.listed.as": "de la liste : {name}",
    "person.done": "Les liens de {name} n’ouvrent plus rien.",
  },
  {
    keep: "Change nothing",
    replace: "Replace this link…",
    "replace.screen":
      "The old link to the screen opens nothing any more, and the computer that opened it leaves the room. A new link is shown here: open it on the projector’s computer.",
    "replace.reader":
      "The old reading link opens nothing any more, and who read by it leaves the room. A new link is shown here: send it to those who still need to read.",
    "replace.yes": "Replace the link",
    "replace.done": "The old link opens nothing any more. Here is a new one.",
    console: "Facilitation links",
    "console.help":
      "If a facilitation link fell into the wrong hands, or a computer was lost: all of them end at once, except here.",
    "console.replace": "End all facilitation links…",
    "console.text":
      "Every facilitation page closes, except this one, which gets a fresh link. Then invite again those who facilitate with you.",
    "console.yes": "End all other links",
    "console.done": "This page alone facilitates the room now.",
    people:
      "The link of one person (participant, co-facilitator, graphic facilitator) is ended from their sheet, under people.",
    "person.more": "Their devices, their data",
    "person.cut": "End their links…",
    "person.cut.text":
      "Their devices leave the room and their personal link opens nothing any more. What they wrote stays. To come back, they enter by the code, as a new person.",
    "person.cut.invited":
      "Their devices leave the room and the link that you gave them opens nothing any more. What they wrote stays. To have them back, invite them again.",
    "person.cut.yes": "End their links",
    "person.free": "Give the place back…",
    "person.free.text":
      "For somebody who lost their device, or whose place somebody else has taken. The devices that came in under this name leave the room, and “{name}” is on the list of the join page again, to be taken anew. What was written stays under this name: hide or erase what is not this person’s.",
    "person.free.yes": "Give the place back",
    "person.free.done": "The place of {name} can be taken again.",
    "person.listed": "from the list",
    "person.listed.as": "from the list: {name}",
    "person.done": "The links of {name} open nothing any more.",
  },
);
