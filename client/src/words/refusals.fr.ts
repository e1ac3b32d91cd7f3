/** Ce que la salle répond quand elle refuse, code par code ; un fichier à part, qui arrive après la page. */

export const fr = {
  "refusal.op.unknown": "La salle ne connaît pas cette action. Rechargez la page.",
  "refusal.op.malformed": "La demande est arrivée incomplète. Rechargez la page et réessayez.",
  "refusal.op.too-large": "C’est trop gros pour être envoyé en une fois.",
  "refusal.op.early": "Ce qui précède n’est pas encore arrivé : cela part juste après.",
  "refusal.op.too-many": "Trop de demandes à la fois : attendez quelques secondes.",
  "refusal.op.not-yours": "Seules la personne qui l’a écrit et celle qui anime peuvent faire cela.",
  "refusal.op.unknown-id": "Cette action ne se retrouve plus.",
  "refusal.op.cannot-undo": "Cette action ne peut pas être annulée.",
  "refusal.op.changed-since": "Quelqu’un a changé la même chose entre-temps.",
  "refusal.access.denied": "Votre place dans la salle ne permet pas cela.",
  "refusal.access.token": "Ce lien n’ouvre plus cette salle. Demandez-en un autre.",
  "refusal.access.password": "Ce mot de passe n’est pas le bon.",
  "refusal.access.too-many": "Trop d’essais. Attendez une minute.",
  "refusal.room.unknown": "Aucune salle ne porte ce code. Vérifiez-le à l’écran.",
  "refusal.room.closed": "La salle est fermée : on peut la lire, plus y écrire.",
  "refusal.room.expired": "Cette salle a été effacée le {date}, avec tout ce qui y était écrit.",
  "refusal.room.full": "La salle est pleine.",
  "refusal.record.unknown": "Ce dont il s’agit n’est plus là.",
  "refusal.record.exists": "Cela existe déjà.",
  "refusal.record.withdrawn": "Cela a été retiré. Remettez-le d’abord.",
  "refusal.text.empty": "Il manque le texte.",
  "refusal.text.too-long": "Le texte est trop long : {length} caractères pour {limit} au plus.",
  "refusal.group.foreign": "Cela appartient à une autre table.",
  "refusal.group.none": "Vous n’avez pas encore de table.",
  "refusal.group.not-empty": "Cette table a des personnes ou des textes : elle reste.",
  "refusal.group.too-many": "Il y a déjà {limit} tables, c’est le plus possible.",
  "refusal.domain.unknown": "Ce domaine d’impact n’est pas dans le format de la journée.",
  "refusal.kind.unknown": "Cette sorte de carte n’est pas dans le format de la journée.",
  "refusal.kind.limit": "Votre table a déjà ses {limit} cartes : retirez-en une pour en écrire une autre.",
  "refusal.level.unknown": "Ce niveau n’est pas dans l’échelle de la journée.",
  "refusal.role.unknown": "Cette place n’est pas dans la liste.",
  "refusal.participant.claimed":
    "Cette place est déjà prise. Si c’est la vôtre, ouvrez votre lien personnel, ou demandez à la personne qui anime de vous la rendre ; sinon, entrez avec votre nom.",
  "refusal.prompt.unknown": "Cette question n’est plus posée.",
  "refusal.choice.unknown": "Cette réponse n’est pas dans la liste.",
  "refusal.vote.range": "On peut donner de 0 à {limit} points.",
  "refusal.vote.spent": "Vous avez donné tous vos points.",
  "refusal.gather.count":
    "Réunissez de {fewest} à {most} journées : choisissez leurs archives ou collez leurs liens de console.",
  "refusal.gather.link":
    "Ce lien n’ouvre aucune console d’ici : collez le lien de la console d’une salle de ce serveur, ou choisissez son archive.",
  "refusal.vote.closed": "Ce vote est fermé : seule la personne qui anime peut le rouvrir.",
  "refusal.step.running": "Cette séquence est déjà en cours.",
  "refusal.step.not-running": "Aucune séquence n’est en cours.",
  "refusal.step.moved":
    "La salle est passée à une autre séquence entre-temps : rien n’a été changé. Regardez ce qui est en cours.",
  "refusal.step.off": "Cette séquence a été retirée de la journée.",
  "refusal.step.started": "Cette séquence a déjà commencé : on peut la sauter, pas l’effacer.",
  "refusal.experience.used": "Des tables ont déjà écrit sur cette expérience : elle reste.",
  "refusal.criterion.used": "On a déjà écrit sous ce prérequis : il reste.",
  "refusal.domain.used": "Des cartes portent déjà un domaine d’impact : les domaines restent.",
  "refusal.rotation.too-few": "Il n’y a pas assez d’expériences pour autant de tours.",
  "refusal.statement.same": "Un énoncé ne peut pas être fusionné avec lui-même.",
  "refusal.statement.no-source": "Choisissez au moins une carte.",
  "refusal.statement.merged": "Cet énoncé a déjà été fusionné dans un autre.",
  "refusal.date.malformed": "Cette date n’est pas comprise.",
  "refusal.storage.unavailable":
    "Le serveur ne peut rien écrire pour le moment. Vos textes attendent et partiront seuls.",
  "refusal.server.stopping": "Le serveur redémarre. Vos textes attendent et partiront seuls.",
  "refusal.server.fault":
    "Le serveur s’est trompé. Réessayez ; si cela recommence, prévenez la personne qui l’héberge.",
  "refusal.file.unknown": "Ce fichier n’est plus là.",
  "refusal.file.type": "Cette sorte de fichier n’est pas acceptée : une image, s’il vous plaît.",
  "refusal.file.document":
    "Ce fichier n’est pas un PDF entier. Enregistrez le document en PDF, puis joignez-le de nouveau.",
  "refusal.file.pixels":
    "Cette image compte plus de {limit} millions de points. Photographiez avec une définition plus basse, ou réduisez l’image.",
  "refusal.file.too-large": "Ce fichier est trop gros.",
  "refusal.format.unknown": "Ce format n’existe pas sur ce serveur.",
  "refusal.format.broken": "Ce format contient une erreur : prévenez la personne qui héberge Récolte.",
  "refusal.format.archive":
    "Ce fichier n’est pas un format : il faut un dossier compressé (ZIP) avec format.yaml et ses pages. Rien n’a été ouvert.",
  "refusal.format.rejected": "Ce format contient une erreur. {why}",
  "refusal.format.heavy":
    "Les documents et les images de cette salle dépassent {limit} Mo, et un fichier de format n’en porte pas plus. Retirez un document d’un dossier, puis recommencez ; dupliquer la salle les emporte tous.",
  "refusal.list.type":
    "Ce fichier ne se lit pas : enregistrez la liste en CSV ou en XLSX, puis réessayez. Rien n’a été importé.",
  "refusal.list.encoding":
    "Les accents de ce fichier ne se lisent pas : enregistrez-le en CSV UTF-8 ou en XLSX, puis réessayez. Rien n’a été importé.",
  "refusal.list.header":
    "Aucune colonne ne s’appelle « Nom » : donnez leur nom aux colonnes sur la première ligne. Rien n’a été importé.",
  "refusal.list.empty": "Cette liste ne contient personne.",
  "refusal.list.too-long": "Cette liste est trop longue : {limit} personnes au plus. Rien n’a été importé.",
  "refusal.list.broken":
    "Cette liste ne se lit plus à partir de la ligne {line} : un guillemet n’y est peut-être pas fermé. Rien n’a été importé.",
  "refusal.archive.broken": "Cette archive est abîmée ou incomplète. Rien n’a été importé.",
  "refusal.archive.newer": "Cette archive vient d’une version plus récente. Rien n’a été importé.",
  "refusal.archive.not-empty": "L’archive ne s’importe que là où cette salle n’existe pas encore.",
  "refusal.publication.form": "La publication n’existe pas sous cette forme.",
  "refusal.publication.busy": "Trop de documents se préparent en ce moment : réessayez dans une minute.",
  "refusal.publication.failed":
    "Le document n’a pas pu être préparé. Rien n’est perdu : réessayez, ou prenez une autre forme.",
  "refusal.publication.stopped": "La préparation du document a été arrêtée.",
  "refusal.section.limit":
    "Une publication ne peut pas avoir plus de {limit} sections ajoutées : retirez-en une.",
  "refusal.share.end":
    "Un lien doit prendre fin dans l’avenir, et dans cinq ans au plus : choisissez une autre date.",
  "refusal.share.ended": "Ce lien a été désactivé. Créez-en un autre.",
  "refusal.share.limit": "Une salle ne peut pas avoir plus de {limit} liens actifs : désactivez-en un.",
  "refusal.share.unknown":
    "Ce lien n’ouvre rien : il est incomplet, a pris fin ou a été désactivé. Demandez-en un autre à la personne qui vous l’a envoyé.",
  "refusal.record.erased": "Cela a été effacé pour de bon et ne peut pas revenir.",
  "refusal.participant.last":
    "Vous êtes la seule personne à animer cette salle : confiez-la d’abord à quelqu’un d’autre, ou effacez la salle entière.",
  "refusal.files.full":
    "Il n’y a plus de place pour des images ici : la limite est atteinte ({limit}). Retirez-en, ou demandez à qui tient le serveur.",
  "refusal.files.many":
    "Cette salle garde déjà autant de fichiers qu’elle peut en garder ({limit}). Retirez une planche ou une feuille dont personne n’a besoin et effacez-la pour de bon, puis recommencez.",
};
