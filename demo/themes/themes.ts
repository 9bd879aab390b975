/** The page on which three brands can be tried, changed and taken along. */
import '../../src/entries/index.js';
import {SCENARIOS} from '../scenarios.js';
import {contrast, PAIRS, type Rgb} from './contrast.js';
import {HOSTS, type Brand} from './hosts.js';

/** What `custom-elements.json` says of a custom property. */
interface CssProperty {
  readonly name: string;
  readonly description?: string;
  readonly syntax?: string;
}

const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;

const center = document.querySelector('arqen-trust-center')!;
const properties = find('.properties');

/** The style sheet that is being written: its text is all that there is to know. */
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);
let css = '';

/** Takes on what a custom property comes to inside the element, where a page's own colours do not reach. */
const probe = document.createElement('span');
probe.slot = 'footer';
probe.hidden = true;
center.append(probe);

const declared = await declaredProperties();
const guards = crypto.randomUUID();
/** The sample vendor whose guard answers that its route is open. */
const CONTRADICTED = Object.values(SCENARIOS)
  .flat()
  .find(({name}) => name === 'guard-open')!;

find('.choices').addEventListener('change', ({target}) => {
  const {name, value} = target as HTMLInputElement;
  if (name === 'brand') void showBrand(value as Brand);
  else showVendor();
});
find('.copy').addEventListener('click', () => {
  const say = (word: string) => (find('.copied').textContent = word);
  navigator.clipboard.writeText(css).then(
    () => say('Copied.'),
    () => say('This browser does not let the page copy: select the text instead.'),
  );
});
find('.reset').addEventListener('click', () => void showBrand(brand()));
properties.addEventListener('input', ({target}) => {
  const {name, value} = target as HTMLInputElement;
  write(withProperty(css, name, value));
});
await showBrand(brand());

function brand(): Brand {
  return chosen('brand') as Brand;
}

function chosen(name: 'brand' | 'vendor'): string {
  return (find(`input[name="${name}"]:checked`) as HTMLInputElement).value;
}

async function showBrand(brand: Brand): Promise<void> {
  find('.host').dataset['brand'] = brand;
  showVendor();
  // Asked for as a style sheet: the server would answer with a module otherwise.
  const response = await fetch(`themes/${brand}.css`, {headers: {Accept: 'text/css'}});
  write((await response.text()).replace(/\/\*# source.*\*\/\s*$/, ''));
  properties.replaceChildren(...declared.map(field));
}

/** Whose posture the host shows, in the host's words. */
function showVendor(): void {
  const contradicted = chosen('vendor') === 'sample';
  const vendor = contradicted ? 'Sample vendor' : 'ARQEN';
  for (const [place, words] of Object.entries<string>({...HOSTS[brand()]}))
    find(`.host .${place}`).textContent = words.replace('{vendor}', vendor);
  center.guardEndpoint = contradicted ? `/states/guard/{id}?page=${guards}` : undefined;
  center.manifest = contradicted ? CONTRADICTED.manifest : undefined;
}

function write(text: string): void {
  css = text;
  sheet.replaceSync(css);
  find('pre code').textContent = css;
  find('.copied').textContent = '';
  const weak = PAIRS.flatMap(({front, back, least}) => {
    const ratio = contrast(colourOf(`--trust-${front}`), colourOf(`--trust-${back}`));
    return ratio < least ? [`${front} on ${back} is ${ratio.toFixed(1)} to 1, of ${least}`] : [];
  });
  find('.contrast').textContent = weak.length
    ? `Too little contrast: ${weak.join('; ')}.`
    : 'All colours have the contrast that WCAG 2.2 AA asks for.';
  find('.contrast').dataset['weak'] = String(weak.length);
}

/** The style sheet with one more declaration, or with another value for one that it has. */
function withProperty(css: string, name: string, value: string): string {
  const clean = value.replace(/[;{}]/g, '');
  const there = new RegExp(`(\\s${name}:)[^;]*`);
  return there.test(css)
    ? css.replace(there, (_, before: string) => `${before} ${clean}`)
    : css.replace('\n}', () => `\n  ${name}: ${clean};\n}`);
}

/** A field for a custom property: a colour to pick, or a text. */
function field({name, description, syntax}: CssProperty): HTMLElement {
  const value = getComputedStyle(center).getPropertyValue(name).trim();
  const label = document.createElement('label');
  const input = document.createElement('input');
  const colour = syntax === '<color>';
  input.type = colour ? 'color' : 'text';
  input.name = name;
  input.value = colour ? hex(colourOf(name)) : value;
  if (!colour) input.placeholder = 'as the page';
  const code = document.createElement('code');
  code.textContent = name;
  const meaning = document.createElement('small');
  meaning.textContent = description ?? '';
  label.append(input, code, meaning);
  return label;
}

function colourOf(name: string): Rgb {
  probe.style.color = `var(${name})`;
  const [r = 0, g = 0, b = 0] =
    getComputedStyle(probe)
      .color.match(/[\d.]+/g)
      ?.map(Number) ?? [];
  return [r, g, b];
}

function hex(color: Rgb): string {
  return `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

async function declaredProperties(): Promise<readonly CssProperty[]> {
  const response = await fetch('custom-elements.json');
  const {modules} = (await response.json()) as {
    modules: {declarations?: {tagName?: string; cssProperties?: CssProperty[]}[]}[];
  };
  const all = modules.flatMap(({declarations = []}) => declarations);
  return all.find(({tagName}) => tagName === 'arqen-trust-center')?.cssProperties ?? [];
}
