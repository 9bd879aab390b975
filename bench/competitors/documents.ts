/** The reference text in the formats that the competitors read, and as plain HTML. */
import {gatesAsMarkdown, topicAsMarkdown, type ReferenceText, type Topic} from './text.js';

/** Returns an OpenAPI document with one operation per topic, and one for the gates. */
export function openApiOf(text: ReferenceText): string {
  const operation = (id: string, summary: string, description: string): [string, unknown] => [
    `/${id}`,
    {
      get: {
        operationId: id,
        summary,
        description,
        tags: ['topics'],
        responses: {200: {description: 'Shown'}},
      },
    },
  ];
  return JSON.stringify({
    openapi: '3.0.3',
    info: {title: text.title, version: '1'},
    tags: [{name: 'topics'}],
    paths: Object.fromEntries([
      ...text.topics.map((topic) => operation(topic.id, topic.title, topicAsMarkdown(topic))),
      operation('gates', 'Gates', gatesAsMarkdown(text)),
    ]),
  });
}

/** Returns a custom elements manifest: one element with a property per topic, and one for the gates. */
export function customElementsOf(text: ReferenceText): string {
  const field = (name: string, description: string) => ({kind: 'field', name, description});
  return JSON.stringify({
    schemaVersion: '1.0.0',
    modules: [
      {
        kind: 'javascript-module',
        path: 'topics.js',
        declarations: [
          {
            kind: 'class',
            customElement: true,
            name: 'Topics',
            tagName: 'the-topics',
            description: text.title,
            members: [
              ...text.topics.map((topic) => field(topic.title, topicAsMarkdown(topic))),
              field('Gates', gatesAsMarkdown(text)),
            ],
          },
        ],
        exports: [
          {
            kind: 'custom-element-definition',
            name: 'the-topics',
            declaration: {name: 'Topics', module: 'topics.js'},
          },
        ],
      },
    ],
  });
}

/** Returns the text as a handwritten page. The texts of `manifestOf` need no escaping. */
export const htmlOf = ({title, topics, gates}: ReferenceText): string => `<h1>${title}</h1>
${topics.map(topicAsHtml).join('\n')}
<h2>Gates</h2>
<dl>
${gates.map((gate) => `<dt>${gate.title}</dt><dd>${gate.description}</dd>`).join('\n')}
</dl>`;

const topicAsHtml = ({id, title, summary, current, gated, gates, proofs, details}: Topic) =>
  `<section id="${id}">
<h2>${title}</h2>
<p>${summary}</p>
<h3>True today</h3>
<p>${current}</p>
<h3>Gated until</h3>
<ul>${gates.map((gate) => `<li>${gate}</li>`).join('')}</ul>
<p>${gated}</p>
<h3>What backs it</h3>
<ul>${proofs.map((proof) => `<li><a href="${proof.href}">${proof.title}</a></li>`).join('')}</ul>
<p>${details}</p>
</section>`;
