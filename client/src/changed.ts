/**
 * Gives the fields of a form that somebody changed in it. A form that sent them all would write over what another
 * person changed meanwhile in those it did not touch.
 */
export function changed<T extends object>(before: T, after: T): Partial<T> {
  const names = Object.keys(after) as (keyof T)[];
  const touched = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(touched.map((name) => [name, after[name]])) as Partial<T>;
}
