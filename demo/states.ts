/** The page that shows every state of the interface side by side. */
import {addLocale, TrustCenter} from '../src/entries/index.js';
import {PSEUDO, pseudoLocale} from './pseudo-locale.js';
import {SCENARIOS, type Scenario} from './scenarios.js';

const page = crypto.randomUUID();

/** `?locale=de&theme=dark` applies to every state. */
const query = new URLSearchParams(location.search);
const locale = query.get('locale') ?? undefined;
const theme = query.get('theme') as TrustCenter['theme'] | null;

addLocale(PSEUDO, pseudoLocale);

function figureOf({
  name,
  title,
  wide,
  sections,
  manifest,
  then,
  ...attributes
}: Scenario): HTMLElement {
  const figure = document.createElement('figure');
  if (wide) figure.className = 'wide';
  const caption = document.createElement('figcaption');
  caption.textContent = title;
  const center = new TrustCenter();
  center.id = name;
  center.headingLevel = 3;
  center.manifest = manifest;
  center.locale = locale;
  if (theme) center.theme = theme;
  center.guardEndpoint = `/states/guard/{id}?page=${page}`;
  if (sections) center.sections = sections;
  Object.assign(center, attributes);
  figure.append(caption, center);
  void center.updateComplete.then(() => then?.(center));
  return figure;
}

const root = document.getElementById('states')!;
for (const [title, scenarios] of Object.entries(SCENARIOS)) {
  const heading = document.createElement('h2');
  heading.textContent = title;
  const grid = document.createElement('div');
  grid.className = 'grid';
  grid.append(...scenarios.map(figureOf));
  root.append(heading, grid);
}
