import {expect} from '@open-wc/testing';
import {colonsOf} from '../../src/manifest/count-colons.js';
import {LIMITS} from '../../src/manifest/limits.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {errors, full, minimal} from '../fixtures/manifests.js';

const outline = (input: unknown) =>
  parseManifest(input).problems.map(({path, rule, severity}) => `${severity} ${rule} ${path}`);

describe('A key that an object has twice', () => {
  const duplicates = (text: string) =>
    parseManifest(text).problems.flatMap(({rule, path}) => (rule === 'duplicate-key' ? path : []));
  /** Returns the text of a manifest, with a text in it replaced. */
  const withText = (part: string, replacement: string) => {
    const text = JSON.stringify(full());
    expect(text).to.contain(part);
    return text.replace(part, replacement);
  };

  it('is refused with its place and the cure, whatever its values', () => {
    const text = JSON.stringify(minimal()).replace('"version"', '"version":"1","version"');
    expect(parseManifest(text)).to.deep.equal({
      status: 'refused',
      problems: errors([
        '/version',
        'duplicate-key',
        'each key once in an object (remove or rename one)',
        '"version" again',
      ]),
    });
    const {version} = minimal();
    const same = `"version":${JSON.stringify(version)},"version"`;
    expect(duplicates(JSON.stringify(minimal()).replace('"version"', same))).to.eql(['/version']);
  });

  for (const [what, part, replacement, path] of [
    ['of an entry', '"controls":[{', '"controls":[{"gated":"","gated":"",', '/controls/0/gated'],
    ['spelled with an escape', '"version"', '"\\u0076ersion":1,"version"', '/version'],
    ['that is a list', '"gates":[', '"gates":[],"gates":[', '/gates'],
    ['of an unknown key', '"id"', '"x":[0,{"a":{"b/":1,"b/":2}}],"id"', '/x/1/a/b~1'],
    ['that is empty', '"id"', '"x":{"":1,"":2},"id"', '/x/'],
    ['that sets no prototype', '"id"', '"x":{"__proto__":1,"__proto__":2},"id"', '/x/__proto__'],
    ['of colons, one escaped', '"id"', '"x":{"\\u003a:":"\\u003A","::":":"},"id"', '/x/::'],
  ] as const) {
    it(`is found: one ${what}`, () => {
      expect(duplicates(withText(part, replacement))[0]).to.equal(path);
    });
  }

  it('is looked for with pauses within a long list', () => {
    const list = new Array<number>(100_000).fill(0);
    let atEnd = false;
    Object.defineProperty(list, list.length - 1, {get: () => (atEnd = true)});
    const steps = colonsOf(list);
    steps.next();
    expect(atEnd).to.be.false;
    while (!steps.next().done);
    expect(atEnd).to.be.true;
  });

  it('is found each time, along with all other problems', () => {
    const text = JSON.stringify(minimal({publishedAt: 'today'}))
      .replace('"id"', '"id":1,"id":2,"id"')
      .replace('"organization":{', '"organization":{"name":"A",');
    expect(outline(text)).to.deep.equal([
      'error duplicate-key /id',
      'error duplicate-key /id',
      'error duplicate-key /organization/name',
      'error wrong-date /publishedAt',
    ]);
  });

  it('is not seen where there is none', () => {
    for (const text of [
      '"a":":"',
      '"a":"\\u003a","b":"\\\\u003a"',
      '"a":[":",{"a":1}],"b":{"a":1}',
    ])
      expect(outline(JSON.stringify(minimal()).replace('"id"', `${text},"id"`)), text).to.satisfy(
        (lines: string[]) => lines.every((line) => line.startsWith('warning unknown-key')),
      );
    expect(parseManifest(JSON.stringify(full(), null, 2)).problems).to.deep.equal([]);
  });

  it('is counted beyond the problems that are described', () => {
    const many = '"x":1,'.repeat(LIMITS.problems + 12);
    const parsed = parseManifest(JSON.stringify(minimal()).replace('{', `{${many}`));
    expect(parsed.problems).to.have.lengthOf(LIMITS.problems);
    // One of them is not a duplicate, and the unknown key itself is a warning.
    expect(parsed.omitted).to.equal(12);
  });
});
