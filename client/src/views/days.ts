/** Days between now and a date, and when a day is over. */

/** Gives how many midnights lie between an instant and a day written YYYY-MM-DD; as many as one likes where it is no date. */
export function daysUntil(date: string, now: number): number {
  const day = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(day) ? Number.POSITIVE_INFINITY : Math.ceil((day - now) / 86_400_000);
}

/** Gives the last day before an instant, as YYYY-MM-DD where this device is. */
export function lastDay(until: number): string {
  const at = new Date(until - 1);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
}

/** Gives the end of a day written YYYY-MM-DD, in milliseconds since 1970; null where it is no date. */
export function endOf(date: string): number | null {
  const at = new Date(`${date}T00:00:00`);
  if (Number.isNaN(at.getTime())) return null;
  // Not so many hours later: the days on which the clocks are changed have 23 and 25.
  return at.setDate(at.getDate() + 1);
}
