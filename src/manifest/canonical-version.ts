/** Returns the same text for versions that `compareVersions` finds equal, such as `1.0` and `01`. */
export const canonicalVersion = (version: string): string =>
  version
    .replaceAll('-', '.')
    .replace(/\b0+(?=\d)/g, '')
    .replace(/(?:\.0)+$/, '');
