/** Les phrases que toutes les pages partagent. Le français est la référence : l’anglais suit. */

export const fr = {
  "app.name": "Récolte",
  "app.skip": "Aller au contenu",
  "app.loading": "Un instant…",
  "app.theme": "Clair ou sombre",
  "app.theme.auto": "Comme l’appareil",
  "app.theme.light": "Clair",
  "app.theme.dark": "Sombre",
  "app.unknown.title": "Cette page n’existe pas",
  "app.unknown.text":
    "L’adresse a peut-être été coupée. Avec le code de la salle, vous y revenez tout de suite.",
  "app.home": "Accueil",
  "app.closed.title": "Cette page vous est fermée",
  "app.broken.title": "Cette page s’est arrêtée",
  "app.broken.text": "Ce que vous avez écrit est gardé sur cet appareil. Rechargez la page pour continuer.",
  "app.missing":
    "Le réseau est faible : une partie de la page n’est pas encore arrivée. Elle est redemandée toute seule.",
  "app.reload": "Recharger",
  "app.nopass": "Il faut le lien complet de cette page : demandez-le à la personne qui anime.",

  "part.close": "Fermer",
  "part.cancel": "Annuler",
  "part.copy": "Copier",
  "part.copied": "Copié",
  "part.copy.failed": "Le navigateur n’a pas permis de copier : sélectionnez le texte à la main.",
  "part.rest": "Encore {n}",
  "part.newer": { one: "{n} nouveauté", other: "{n} nouveautés" },
  "part.more": "Autres actions",
  "part.optional": "facultatif",
  "part.left": { one: "encore {n} caractère", other: "encore {n} caractères" },
  "part.over": { one: "{n} caractère de trop", other: "{n} caractères de trop" },
  "part.empty.cell": "rien encore",

  "clock.left": "Temps restant",
  "clock.over": "Temps écoulé depuis",
  "clock.paused": "En pause",
  "clock.soon": { one: "Il reste {n} minute.", other: "Il reste {n} minutes." },
  "clock.done": "Le temps est écoulé.",

  "line.saved": "Enregistré",
  "line.sending": { one: "Envoi en cours ({n})", other: "Envois en cours ({n})" },
  "line.waiting": "En attente du réseau ({n})",
  "line.restarting": "Le serveur redémarre : vous pouvez continuer à écrire",
  "line.offline": "Pas de réseau : vous pouvez continuer à écrire",
  "line.unseen": "Pas de réseau : la salle s’ouvrira dès qu’il sera revenu.",
  "line.seen": "La salle telle que vue à {time}.",
  "line.seen.day": "La salle telle que vue le {time}.",
  "line.connecting": "Connexion…",
  "line.trouble": "En attente ({n}) : {why}",
  "line.refused": { one: "{n} texte non accepté", other: "{n} textes non acceptés" },
  "line.refused.title": "Textes non acceptés",
  "line.refused.intro":
    "Ces textes n’ont pas pu entrer dans la salle. Vous pouvez les copier avant de les ranger.",
  "line.refused.tableless": "La table pour laquelle vous l’avez écrite n’existe plus.",
  "line.refused.place": "Poser à ma table : {table}",
  "line.refused.seatless": "Dès que vous serez à une table, vous pourrez y poser cette carte d’ici.",
  "line.refused.placed": "Cette carte est bien dans la salle.",
  "line.refused.did": "Carte posée : {table}.",
  "line.refused.did.about": "Elle porte toujours sur « {experience} ».",
  "line.refused.dismiss": "Ranger",
  "line.fragile":
    "Cet appareil ne peut rien garder : ne fermez pas cette page tant que des textes attendent.",
  "line.rolledback":
    "La salle a été rétablie à partir d’une sauvegarde : vérifiez que vos derniers textes y sont.",

  "person.unknown": "quelqu’un",

  "join.name.missing": "Il faut un nom, même un prénom ou un surnom.",
  "home.ready.qr": "Code QR pour entrer dans la salle {code}",
  "join.anew": "Entrer de nouveau",

  "refusal.other": "La salle n’a pas accepté cela ({code}).",
  "refusal.network.gone": "Le serveur ne répond pas. Réessayez dans un instant.",
} as const;
