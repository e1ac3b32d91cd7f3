/** Writes a text as two people may both type it: small letters, no accents, straight apostrophes. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").toLowerCase();
}
