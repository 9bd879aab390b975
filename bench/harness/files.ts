/** Responses for the files that benchmark pages load: built files, and page scripts. For Node. */
import {readdirSync, readFileSync} from 'node:fs';
import {extname} from 'node:path';
import ts from 'typescript';
import type {Answer} from './server.js';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
};

export const page = (body: string): Answer => ({body, type: 'text/html; charset=utf-8'});
export const json = (body: string): Answer => ({body, type: TYPES['.json']!});

/** Returns every script and JSON file of a folder, by its path below `at`. */
export function folder(at: string, url: URL): Map<string, Answer> {
  const names = readdirSync(url, {recursive: true, encoding: 'utf8'});
  const served = names.filter((name) => extname(name) in TYPES);
  return new Map(
    served.map((name) => [
      `${at}/${name.replaceAll('\\', '/')}`,
      {body: readFileSync(new URL(name, url)), type: TYPES[extname(name)]!},
    ]),
  );
}

/** Compiles a TypeScript file of `bench/` that runs in a page to JavaScript. */
export function script(url: URL): Answer {
  const {outputText} = ts.transpileModule(readFileSync(url, 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      removeComments: true,
    },
  });
  return {body: outputText, type: TYPES['.js']!};
}
