/** What stands in a word of French besides letters of Latin, and as what it is read: œ and æ are two letters each. */
const READ: { [sign: string]: string } = { œ: "oe", æ: "ae", "’": "'", "‘": "'" };

/** Writes a text as two people may both type it: small letters, no accents or ligatures, straight apostrophes. */
export function plain(text: string): string {
  const letters = text.toLowerCase().replace(/[œæ’‘]/g, (sign) => READ[sign] ?? sign);
  return letters.normalize("NFD").replace(/\p{M}/gu, "");
}

/** Texts as they were last made plain: a search over two thousand cards makes each plain once. */
const known = new WeakMap<{ text: string }, string>();

/** Gives the text of a record, written so. */
export function plainText(record: { text: string }): string {
  let text = known.get(record);
  if (text === undefined) {
    text = plain(record.text);
    known.set(record, text);
  }
  return text;
}
