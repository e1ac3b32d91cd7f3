/** The words of attention on phones: hands, calls, the end of a step, the pen of a table, the next round. */

import { dictionary } from "./index";

export const tAttention = dictionary(
  {
    "hand.raise": "Lever la main",
    "hand.lower": "Baisser la main",
    "hand.first": "Main levée : à vous dès que possible.",
    "hand.place": "Main levée : vous êtes n° {n} dans la file.",

    "call.banner": "Tout le monde regarde ici",
    "call.open": "Regarder",
    "call.title.card": "Une carte à regarder ensemble",
    "call.title.statement": "Un énoncé à regarder ensemble",
    "call.title.board": "Une planche à regarder ensemble",
    "call.title.page": "Une page à lire ensemble",
    "call.title.experience": "Une expérience à regarder ensemble",
    "call.title.proposal": "Une proposition à regarder ensemble",
    "call.elsewhere": "Ce n’est pas montré sur votre appareil : regardez l’écran de la salle.",
    "call.done": "J’ai vu",

    "soon.5": "Encore 5 minutes pour cette séquence",
    "soon.1": "Encore 1 minute pour cette séquence",
    "soon.0": "Le temps de cette séquence est écoulé",
    "bell.title": "Son de fin de séquence",
    "bell.label": "Une cloche douce 5 minutes, 1 minute et 0 minute avant la fin",
    "bell.help": "Sur cet appareil seulement. Le son se tait quand le téléphone est en silencieux.",
    "bell.try": "Écouter",

    "timers.region": "Minuteurs",
    "timer.ours": "Minuteur de votre table",
    "timer.all": "Minuteur",
    "timer.left": "Il reste",
    "timer.over": "Temps écoulé",
    "timer.over.this": "{label} : temps écoulé",

    "pen.title": "La plume de la table",
    "pen.mine": "Vous tenez la plume : vos cartes comptent pour la table.",
    "pen.theirs": "{name} tient la plume et écrit pour la table.",
    "pen.nobody": "Chacun·e écrit pour soi. Une personne peut tenir la plume pour toute la table.",
    "pen.take": "Prendre la plume",
    "pen.give": "Passer la plume à {name}",
    "pen.down": "Poser la plume",
    "pen.did": "{name} tient la plume.",
    "pen.did.mine": "Vous tenez la plume.",
    "pen.did.down": "La plume est posée.",
    "pen.did.voices": "Dans les votes ouverts, vos avis ne comptent plus que pour vous.",
    "voices.label": {
      one: "Ce téléphone parle pour {n} personne",
      other: "Ce téléphone parle pour {n} personnes",
    },
    "voices.help": "Dans un vote ouvert, chacun de ses avis compte pour autant de voix.",
    "voices.more": "Une personne de plus",
    "voices.less": "Une personne de moins",

    "next.title": "Au prochain tour",
    "next.table": "{round} : votre table passe à « {experience} ».",
    "next.host": "{round} : vous restez avec « {experience} », à la {table}.",
    "next.all": "Tous les tours de votre table",
    "next.now": "en ce moment",
    "next.none": "pas d’expérience",
  },
  () => import("./attention.en").then((file) => file.en),
);
