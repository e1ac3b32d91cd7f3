/** What the room answers where it refuses, code by code; a file of its own that comes after the page. */

import type { SameKeys } from "./index";
import type { fr } from "./refusals.fr";

export const en: SameKeys<typeof fr> = {
  "refusal.op.unknown": "The room does not know this action. Reload the page.",
  "refusal.op.malformed": "The request arrived incomplete. Reload the page and try again.",
  "refusal.op.too-large": "This is too large to be sent at once.",
  "refusal.op.early": "What comes before it has not arrived yet: it goes right after.",
  "refusal.op.too-many": "Too many requests at once: wait a few seconds.",
  "refusal.op.not-yours": "Only its author or the facilitator can do this.",
  "refusal.op.unknown-id": "This action cannot be found any more.",
  "refusal.op.cannot-undo": "This action cannot be undone.",
  "refusal.op.changed-since": "Somebody has changed the same thing since.",
  "refusal.access.denied": "Your place in the room does not allow this.",
  "refusal.access.token": "This link no longer opens this room. Ask for another.",
  "refusal.access.password": "This is not the password.",
  "refusal.access.too-many": "Too many attempts. Wait a minute.",
  "refusal.room.unknown": "No room has this code. Check it on the screen.",
  "refusal.room.closed": "The room is closed: it can be read, not written in.",
  "refusal.room.expired": "This room was erased on {date}, with everything that was written in it.",
  "refusal.room.full": "The room is full.",
  "refusal.record.unknown": "What this is about is no longer there.",
  "refusal.record.exists": "This exists already.",
  "refusal.record.withdrawn": "This was withdrawn. Restore it first.",
  "refusal.text.empty": "The text is missing.",
  "refusal.text.too-long": "The text is too long: {length} characters where {limit} fit.",
  "refusal.group.foreign": "This belongs to another table.",
  "refusal.group.none": "You have no table yet.",
  "refusal.group.not-empty": "This table has people or texts: it stays.",
  "refusal.group.too-many": "There are {limit} tables already, which is the most.",
  "refusal.domain.unknown": "This impact domain is not in the format of the day.",
  "refusal.kind.unknown": "This kind of card is not in the format of the day.",
  "refusal.kind.limit": "Your table has its {limit} cards: withdraw one to write another.",
  "refusal.level.unknown": "This level is not on the scale of the day.",
  "refusal.role.unknown": "This place is not in the list.",
  "refusal.participant.claimed":
    "Somebody has taken this place already. If it is yours, open your personal link, or ask the facilitator to give it back to you; if not, come in under your name.",
  "refusal.prompt.unknown": "This question is no longer asked.",
  "refusal.choice.unknown": "This answer is not in the list.",
  "refusal.vote.range": "You can give from 0 to {limit} points.",
  "refusal.vote.spent": "You have given all your points.",
  "refusal.gather.count":
    "Gather from {fewest} to {most} days: choose their archives or paste their console links.",
  "refusal.gather.link":
    "This link opens no console here: paste the console link of a room of this server, or choose its archive.",
  "refusal.vote.closed": "This vote is closed: only a facilitator can open it again.",
  "refusal.step.running": "This step is running already.",
  "refusal.step.not-running": "No step is running.",
  "refusal.step.moved":
    "The room has gone on to another step meanwhile: nothing was changed. Look at what is running.",
  "refusal.step.off": "This step was taken out of the day.",
  "refusal.step.started": "This step has already begun: it can be skipped, not erased.",
  "refusal.experience.used": "Tables have already written about this experience: it stays.",
  "refusal.criterion.used": "Something was already written under this prerequisite: it stays.",
  "refusal.domain.used": "Cards already carry an impact domain: the domains stay.",
  "refusal.rotation.too-few": "There are not enough experiences for that many rounds.",
  "refusal.statement.same": "A statement cannot be merged with itself.",
  "refusal.statement.no-source": "Choose at least one card.",
  "refusal.statement.merged": "This statement has already been merged into another.",
  "refusal.date.malformed": "This date is not understood.",
  "refusal.storage.unavailable":
    "The server cannot write just now. Your texts wait and will go by themselves.",
  "refusal.server.stopping": "The server is restarting. Your texts wait and will go by themselves.",
  "refusal.server.fault": "The server made a mistake. Try again; if it happens again, tell whoever hosts it.",
  "refusal.file.unknown": "This file is no longer there.",
  "refusal.file.type": "This kind of file is not accepted: a picture, please.",
  "refusal.file.document": "This file is no whole PDF. Save the document as a PDF, and attach it again.",
  "refusal.file.pixels":
    "This picture has more than {limit} million pixels. Take it at a lower resolution, or make it smaller.",
  "refusal.file.too-large": "This file is too large.",
  "refusal.format.unknown": "This server has no such format.",
  "refusal.format.broken": "This format has an error: tell whoever hosts Récolte.",
  "refusal.format.archive":
    "This file is not a format: a compressed folder (ZIP) with format.yaml and its pages is needed. Nothing was opened.",
  "refusal.format.rejected": "This format has an error. {why}",
  "refusal.format.heavy":
    "The documents and pictures of this room exceed {limit} MB, and a format file carries no more. Take a document out of a dossier, then try again; duplicating the room brings them all.",
  "refusal.list.type":
    "This file cannot be read: save the list as CSV or XLSX, and try again. Nothing was imported.",
  "refusal.list.encoding":
    "The accents in this file cannot be read: save it as CSV UTF-8 or as XLSX, and try again. Nothing was imported.",
  "refusal.list.header":
    "No column is called “Name”: give the columns their names on the first line. Nothing was imported.",
  "refusal.list.empty": "There is nobody in this list.",
  "refusal.list.too-long": "This list is too long: {limit} people at most. Nothing was imported.",
  "refusal.list.broken":
    "This list cannot be read from line {line} on: a quotation mark may not be closed there. Nothing was imported.",
  "refusal.archive.broken": "This archive is damaged or incomplete. Nothing was imported.",
  "refusal.archive.newer": "This archive comes from a newer version. Nothing was imported.",
  "refusal.archive.not-empty": "An archive can be imported only where its room does not exist yet.",
  "refusal.publication.form": "The publication does not come in this form.",
  "refusal.publication.busy": "Too many documents are being prepared right now: try again in a minute.",
  "refusal.publication.failed":
    "The document could not be prepared. Nothing is lost: try again, or take another form.",
  "refusal.publication.stopped": "The preparation of the document was stopped.",
  "refusal.section.limit": "A publication cannot have more than {limit} added sections: remove one.",
  "refusal.share.end": "A link must end in the future, and within five years: choose another date.",
  "refusal.share.ended": "This link was switched off. Make another one.",
  "refusal.share.limit": "A room cannot have more than {limit} active links: switch one off.",
  "refusal.share.unknown":
    "This link opens nothing: it is incomplete, has ended or was switched off. Ask the person who sent it for another.",
  "refusal.record.erased": "This was erased for good and cannot come back.",
  "refusal.participant.last":
    "You are the only one who facilitates this room: hand it to somebody else first, or erase the whole room.",
  "refusal.files.full":
    "There is no room left for pictures here: the limit is reached ({limit}). Take some away, or ask whoever runs the server.",
  "refusal.files.many":
    "This room keeps as many files as it may ({limit}) already. Withdraw a board or a sheet that nobody needs and erase it for good, then try again.",
};
