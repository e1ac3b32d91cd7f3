/** Graphic boards: in which order they hang, and what is still missing of them. */

import type { Board } from "../wire.gen";

/** What server/store/pictures.py accepts, in bytes. */
export const LARGEST_FILE = 25 * 1024 * 1024;

/** Gives the boards that hang, in order. */
export function hanging(boards: Board[]): Board[] {
  return boards
    .filter((board) => !board.withdrawn)
    .sort((a, b) => a.order - b.order || a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Says whether a board is fit to be published: whoever cannot see it must still learn what it shows. */
export function publishable(board: Pick<Board, "alt">): boolean {
  return board.alt.trim() !== "";
}

/**
 * Gives the orders to set so that a board changes places with its neighbour (`by` is −1 or 1): two
 * where their orders differ, none at the ends. Equal orders are numbered anew.
 */
export function exchange(boards: Board[], id: string, by: -1 | 1): { board: string; order: number }[] {
  const row = hanging(boards);
  const at = row.findIndex((board) => board.id === id);
  const [one, other] = [row[at], row[at + by]];
  if (!one || !other) return [];
  if (one.order !== other.order)
    return [
      { board: one.id, order: other.order },
      { board: other.id, order: one.order },
    ];
  const turned = row.map((board) => (board.id === one.id ? other : board.id === other.id ? one : board));
  return turned.map((board, index) => ({ board: board.id, order: index + 1 }));
}

/** Says why a file need not even be sent; null where it may go. What it says of itself is checked again. */
export function unfit(file: Pick<File, "size" | "type" | "name">): "big" | "type" | null {
  if (file.size > LARGEST_FILE) return "big";
  // Some systems give no type to HEIC; the server looks into the file itself.
  const named = /\.(jpe?g|png|webp|hei[cf])$/i.test(file.name);
  return named || /^image\/(jpeg|png|webp|hei[cf])$/.test(file.type) ? null : "type";
}
