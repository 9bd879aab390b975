/** Compiles the sources for npm: one JavaScript file and one declaration file each, templates folded. */
import ts from 'typescript';
import {foldingTemplates} from './fold-templates.js';

/**
 * Compiles the project of a `tsconfig` file.
 *
 * @throws {Error} with all compiler diagnostics
 */
export function emitModules(config: string): void {
  const {fileNames, options} = ts.getParsedCommandLineOfConfigFile(config, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]),
  })!;
  const program = ts.createProgram(fileNames, options);
  const transformers = {before: [foldingTemplates]};
  const {diagnostics} = program.emit(undefined, undefined, undefined, undefined, transformers);
  const all = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (all.length) fail(all);
}

function fail(diagnostics: readonly ts.Diagnostic[]): never {
  throw new Error(
    ts.formatDiagnostics(diagnostics, {
      getCanonicalFileName: (file) => file,
      getCurrentDirectory: () => ts.sys.getCurrentDirectory(),
      getNewLine: () => '\n',
    }),
  );
}
