/** An edit that was begun: its text, and the revision it was begun on, against which the server merges. */

export interface Edit {
  rev: number;
  text: string;
}

/** Writes a begun edit as it is kept on this device. */
export function keptEdit({ rev, text }: Edit): string {
  return `${rev} ${text}`;
}

/**
 * Reads a begun edit back; where none is kept, editing begins with the record as it is. The revision
 * is kept with the text, because after a reload the record may have moved on: merging against what it
 * is now would silently undo what others wrote meanwhile.
 */
export function begunEdit(kept: string, record: Edit): Edit {
  if (!kept) return record;
  const [, rev, text = ""] = /^(\d+) (.*)$/s.exec(kept) ?? [];
  // Earlier versions kept some edits without their revision.
  return rev === undefined ? { rev: record.rev, text: kept } : { rev: Number(rev), text };
}
