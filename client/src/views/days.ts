/** Days between now and a date. */

/** Gives how many midnights lie between an instant and a day written YYYY-MM-DD; as many as one likes where it is no date. */
export function daysUntil(date: string, now: number): number {
  const day = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(day) ? Number.POSITIVE_INFINITY : Math.ceil((day - now) / 86_400_000);
}
