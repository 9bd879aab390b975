import {expect} from '@open-wc/testing';
import {isCostly} from '../../src/manifest/costly-texts.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {markdownCost, MAX_TEXT_COST, MAX_TOTAL_COST} from '../../src/text/markdown-cost.js';
import {minimal} from '../fixtures/manifests.js';

/** A text just below the limit. */
const DEAR = '*a '.repeat(240);

const faqOf = (answers: readonly string[]) =>
  answers.map((answer, i) => ({id: `a${i}`, question: 'Why?', answer}));

function parse(answers: readonly string[]) {
  const parsed = parseManifest(minimal({faq: faqOf(answers)}));
  if (parsed.status !== 'accepted') throw new Error('refused');
  return parsed;
}

describe('A markdown text that takes too long to render', () => {
  const costly = '>'.repeat(17) + ' a [link](javascript:alert)';

  it('is a warning with a cure, and stays plain', () => {
    const {manifest, problems} = parse(['*a*', costly]);
    expect(problems).to.deep.equal([
      {
        path: '/faq/1/answer',
        rule: 'markdown-too-costly',
        severity: 'warning',
        message:
          'expected markdown that renders quickly (simplify or split the text; until then it stays plain), ' +
          'found too many marks, lines or levels of nesting',
      },
    ]);
    expect(manifest.faq.map(({answer}) => isCostly(manifest, answer))).to.deep.equal([false, true]);
  });

  it('stays plain even if it is the only one', () => {
    const text = '*a '.repeat(400);
    expect(markdownCost(text)).to.be.within(MAX_TEXT_COST, MAX_TOTAL_COST);
    const {manifest, problems} = parse([text]);
    expect(problems.map(({rule}) => rule)).to.deep.equal(['markdown-too-costly']);
    expect(isCostly(manifest, text)).to.equal(true);
  });

  it('is costly only in the manifests where it is reported', () => {
    const {manifest} = parse(['*a*']);
    expect(isCostly(manifest, costly)).to.equal(false);
  });

  it('is accepted at 16 levels', () => {
    expect(parse([costly.slice(1).replace('javascript:alert', 'b')]).problems).to.deep.equal([]);
  });
});

describe('The markdown of a whole manifest', () => {
  it('may be costly up to a limit; in document order, the texts beyond it stay plain', () => {
    const cost = markdownCost(`${DEAR}0000`);
    expect(cost).to.be.within(MAX_TEXT_COST / 2, MAX_TEXT_COST);
    const most = Math.floor(MAX_TOTAL_COST / cost);
    const answers = Array.from({length: most}, (_, i) => `${DEAR}${String(i).padStart(4, '0')}`);
    expect(parse(answers).problems).to.deep.equal([]);

    const last = `${DEAR}last`;
    const {manifest, problems} = parse([...answers, last, 'Plain words.', '*a*']);
    expect(problems.map(({path, rule, severity}) => [path, rule, severity])).to.deep.equal([
      [`/faq/${most}/answer`, 'markdown-too-costly', 'warning'],
    ]);
    expect(problems[0]!.message).to.contain('in all texts together');
    expect(manifest.faq.filter(({answer}) => isCostly(manifest, answer))).to.have.length(1);
    expect(isCostly(manifest, last)).to.equal(true);
  });
});
