/** Matches numbers separated by `.` or `-`. */
export const VERSION_PATTERN = /^\d+([.-]\d+)*$/;

/**
 * Returns whether `text` is a version that `compareVersions` accepts: numbers separated by `.` or `-`.
 */
export const isVersion = (text: string): boolean => VERSION_PATTERN.test(text);

/**
 * Compares two versions by their numeric segments, as a comparator for `sort`: `1.10` comes after
 * `1.9`, and a missing segment counts as 0.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(/[.-]/).map(BigInt)) as [
    bigint[],
    bigint[],
  ];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [x, y] = [left[i] ?? 0n, right[i] ?? 0n];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
