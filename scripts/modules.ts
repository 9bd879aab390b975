/** What npm users get of the sources: one JavaScript file and one declaration each, templates folded. */
import ts from 'typescript';
import {foldingTemplates} from './fold-templates.js';

/** Compiles the project of a configuration file. Throws with everything that the compiler has to say. */
export function emitModules(config: string): void {
  const {fileNames, options} = ts.getParsedCommandLineOfConfigFile(config, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (found) => refuse([found]),
  })!;
  const program = ts.createProgram(fileNames, options);
  const transformers = {before: [foldingTemplates]};
  const {diagnostics} = program.emit(undefined, undefined, undefined, undefined, transformers);
  const found = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (found.length) refuse(found);
}

function refuse(found: readonly ts.Diagnostic[]): never {
  throw new Error(
    ts.formatDiagnostics(found, {
      getCanonicalFileName: (file) => file,
      getCurrentDirectory: ts.sys.getCurrentDirectory,
      getNewLine: () => '\n',
    }),
  );
}
