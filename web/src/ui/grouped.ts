/**
 * A number as the page writes it: thousands apart by a thin space that does not break.
 *
 * `toLocaleString` would do, but loads the browser's tables of the world's numbers for it: some 60 ms before the first picture.
 */
export const grouped = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, "\u202f");
