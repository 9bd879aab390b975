/** The theme page: readers can try three brands, change their properties and copy the style sheet. */
import '../../src/entries/index.js';
import {SCENARIOS} from '../scenarios.js';
import {contrast, PAIRS, type Rgb} from './contrast.js';
import {HOSTS, type Brand} from './hosts.js';

/** A custom property as declared in `custom-elements.json`. */
interface CssProperty {
  readonly name: string;
  readonly description?: string;
  readonly syntax?: string;
}

const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;

const center = document.querySelector('arqen-trust-center')!;
const properties = find('.properties');

/** The brands' style sheets, by brand, as fetched. */
const brandSheets = new Map<Brand, Promise<string>>();

/** The style sheet being edited. Its text is the page's only state. */
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);
let css = '';

/** Resolves a custom property's value inside the element, where the page's own colours do not apply. */
const probe = document.createElement('span');
probe.slot = 'footer';
probe.hidden = true;
center.append(probe);

const declared = await declaredProperties();
const guards = crypto.randomUUID();
/** The sample vendor, whose guard reports an open route. */
const CONTRADICTED = Object.values(SCENARIOS)
  .flat()
  .find(({name}) => name === 'guard-open')!;

find('.choices').addEventListener('change', ({target}) => {
  const {name, value} = target as HTMLInputElement;
  if (name === 'brand') void showBrand(value as Brand);
  else showVendor();
});
find('.copy').addEventListener('click', () => {
  const report = (message: string) => (find('.copied').textContent = message);
  navigator.clipboard.writeText(css).then(
    () => report('Copied.'),
    () => report('The browser did not allow copying. Select the text instead.'),
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
  const text = await brandSheet(brand);
  // Another brand may have been chosen in the meantime.
  if (find('.host').dataset['brand'] !== brand) return;
  write(text);
  properties.replaceChildren(...declared.map(field));
}

/** Fetches a brand's style sheet once, so that a reset cannot finish after a later change. */
function brandSheet(brand: Brand): Promise<string> {
  let sheet = brandSheets.get(brand);
  if (!sheet) {
    // Without this header, Vite would respond with a module.
    sheet = fetch(`themes/${brand}.css`, {headers: {Accept: 'text/css'}})
      .then((response) => response.text())
      .then((text) => text.replace(/\/\*# source.*\*\/\s*$/, ''));
    brandSheets.set(brand, sheet);
  }
  return sheet;
}

/** Shows the chosen vendor's posture, with the host's own text around it. */
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
    : 'All colours have the contrast that WCAG 2.2 AA requires.';
  find('.contrast').dataset['weak'] = String(weak.length);
}

/** Returns the style sheet with a declaration added, or with its value replaced. */
function withProperty(css: string, name: string, value: string): string {
  const clean = value.replace(/[;{}]/g, '');
  const existing = new RegExp(`(\\s${name}:)[^;]*`);
  return existing.test(css)
    ? css.replace(existing, (_, before: string) => `${before} ${clean}`)
    : css.replace('\n}', () => `\n  ${name}: ${clean};\n}`);
}

/** Creates a field for a custom property: a colour picker, or a text field. */
function field({name, description, syntax}: CssProperty): HTMLElement {
  const value = getComputedStyle(center).getPropertyValue(name).trim();
  const label = document.createElement('label');
  const input = document.createElement('input');
  const colour = syntax === '<color>';
  input.type = colour ? 'color' : 'text';
  input.name = name;
  input.value = colour ? hex(colourOf(name)) : value;
  if (!colour) input.placeholder = 'inherited';
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
  return `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

async function declaredProperties(): Promise<readonly CssProperty[]> {
  const response = await fetch('custom-elements.json');
  const {modules} = (await response.json()) as {
    modules: {declarations?: {tagName?: string; cssProperties?: CssProperty[]}[]}[];
  };
  const all = modules.flatMap(({declarations = []}) => declarations);
  return all.find(({tagName}) => tagName === 'arqen-trust-center')?.cssProperties ?? [];
}
