import {escapeAttribute as escape} from '../../server/escape.js';
import {printable} from '../terminal.js';
import type {Report} from '../check/find.js';
import {ANSWERS, type AnswerName} from './guard-answers.js';

/** Returns the page that an author works with: the trust center, the switches of its guards, its problems. */
export const devPage = (
  report: Report,
  answers: ReadonlyMap<string, AnswerName>,
): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(report.source.name)} – trust-center dev</title>
<link rel="stylesheet" href="/dev.css">
<script type="module" src="/trust-center/trust-center.js"></script>
<script>new EventSource('/changes').onmessage = () => location.reload();</script>
<aside>
${problemList(report)}
${guardSwitches(report, answers)}
</aside>
<main>
<arqen-trust-center src="/trust.json" guard-endpoint="/guards/{id}" guard-interval="5" deep-links></arqen-trust-center>
</main>
`;

function problemList({findings, source}: Report): string {
  const items = findings.map(
    ({severity, rule, message, remedy, range}) =>
      `<li><strong>${severity} ${escape(rule)}</strong>${range ? ` line ${range.start.line}` : ''}<br>${escape(printable(message))}${remedy ? `<br>To fix: ${escape(remedy)}` : ''}</li>`,
  );
  const count = items.length === 1 ? '1 problem' : `${items.length} problems`;
  return `<details open><summary>${escape(source.name)}: ${count}</summary><ol>${items.join('')}</ol></details>`;
}

function guardSwitches({manifest}: Report, answers: ReadonlyMap<string, AnswerName>): string {
  const forms = (manifest?.guards ?? []).map(({id, title}) => {
    const selected = answers.get(id) ?? 'as-declared';
    const options = ANSWERS.map(
      (name) => `<option${name === selected ? ' selected' : ''}>${name}</option>`,
    );
    return `<form method="post" action="/guards/${id}"><label>${escape(title)} <select name="answer">${options.join('')}</select></label> <button>Answer</button></form>`;
  });
  return forms.length
    ? `<details open><summary>The guards of this page answer locally</summary>${forms.join('')}</details>`
    : '';
}

export const DEV_CSS = `:root { color-scheme: light dark; }
body { margin: 0; font-family: system-ui, sans-serif; line-height: 1.5; }
aside { padding: 0.5em 1.5em; border-bottom: 1px solid; }
main { max-width: 72em; margin: 0 auto; padding: 1.5em; }
`;
