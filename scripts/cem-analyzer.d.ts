/** Exports that the analyzer's own declarations omit. */
import type {Plugin} from '@custom-elements-manifest/analyzer';
import type {Package} from 'custom-elements-manifest/schema';
import type * as typescript from 'typescript';

declare module '@custom-elements-manifest/analyzer' {
  export const ts: typeof typescript;
  export function create(options: {
    readonly modules: readonly typescript.SourceFile[];
    readonly plugins: readonly Plugin[];
  }): Package;
}
