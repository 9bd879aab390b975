/**
 * Normalizes a text to NFKC. Breaks up runs of more than 30 combining marks, as in the Stream-Safe Text
 * Format (Unicode UAX #15): sorting longer runs takes quadratic time.
 */
export const nfkc = (text: string): string =>
  text.replace(/[\p{M}\uff9e\uff9f]{30}/gu, '$&\u034f').normalize('NFKC');
