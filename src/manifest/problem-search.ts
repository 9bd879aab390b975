import type {Steps} from '../slices.js';
import {isLink, linksInMarkdown} from '../text/links.js';
import {
  isCheapMarkdown,
  markdownCost,
  MAX_TEXT_COST,
  MAX_TOTAL_COST,
} from '../text/markdown-cost.js';
import {withoutOthers} from '../text/json.js';
import {idOf, type Ids} from './collect-ids.js';
import {LIMITS} from './limits.js';
import {
  again,
  ALLOWED_LINK,
  asIs,
  describe,
  EXPECTED,
  FOUND,
  TOO_COSTLY,
  TOO_COSTLY_TOGETHER,
  type Members,
} from './problem-wording.js';
import {expected, pointer, type Problem, type Severity} from './problem.js';
import {hasType, type Rules} from './schema-rules.js';
import type {Manifest} from './schema.js';

type Requirement = (value: unknown) => boolean;

/** The place of a member or entry in the manifest. The manifest itself has no place. */
interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
  /** The number of arrays and objects around it. */
  readonly depth: number;
}

const placeIn = (parent: Place | undefined, key: string | number): Place => ({
  parent,
  key,
  depth: (parent?.depth ?? 0) + 1,
});

function pathOf(place: Place | undefined): string {
  const segments: (string | number)[] = [];
  for (let at = place; at; at = at.parent) segments.push(at.key);
  return pointer(segments.reverse());
}

/** Searches one value. Puts off what may take long, so that the search can pause between the parts. */
export class ProblemSearch {
  readonly problems: Problem[] = [];
  count = 0;
  hasErrors = false;
  /** The markdown texts that must stay plain. */
  readonly costly = new Set<string>();
  #cost = 0;
  /** Lists of objects. */
  readonly #lists: {entries: unknown[]; item: Rules; place: Place}[] = [];
  /** Markdown texts with markup. */
  readonly #texts: {text: string; place: Place}[] = [];
  /** Values of unknown keys. */
  readonly #unknown: {value: object; place: Place}[] = [];

  constructor(private readonly ids: Ids) {}

  /** Returns the value without unknown keys, and with defaults: a manifest, if there are no errors. */
  *run(rules: Rules, value: unknown): Steps<Manifest> {
    const manifest = this.#check(rules, value, undefined) as Manifest;
    yield* this.#checkDeferred();
    // Entries may add further lists.
    for (const {entries, item, place} of this.#lists) {
      const seen = item.members?.get('id')?.isId ? new Set<unknown>() : undefined;
      for (let i = 0; i < entries.length; i++) {
        const entryPlace = placeIn(place, i);
        const entryId = idOf(entries[i]);
        const checked = this.#check(item, entries[i], entryPlace);
        if (!this.hasErrors) entries[i] = checked;
        if (seen && typeof entryId === 'string') {
          if (seen.has(entryId))
            this.#error(placeIn(entryPlace, 'id'), 'duplicate-id', 'a unique id', entryId, again);
          seen.add(entryId);
        }
        if (this.#texts.length || this.#unknown.length) yield* this.#checkDeferred();
        // Each entry is small, because its own lists are short.
        if (i % 8 === 0) yield;
      }
    }
    return manifest;
  }

  #error(
    place: Place | undefined,
    rule: string,
    wanted: string,
    value: unknown,
    format = describe,
  ): void {
    this.hasErrors = true;
    this.#report(place, 'error', rule, wanted, value, format);
  }

  #report(
    place: Place | undefined,
    severity: Severity,
    rule: string,
    wanted: string,
    value: unknown,
    format = describe,
  ): void {
    // There may be a million problems, so counting them is all that is done for most.
    if (++this.count > LIMITS.problems) return;
    const message = expected(wanted, format(value));
    this.problems.push({path: pathOf(place), rule, severity, message});
  }

  /** Checks a value. Returns it without unknown keys, and with defaults. */
  #check(rules: Rules, value: unknown, place: Place | undefined): unknown {
    const {type, expects, min, max, refersTo} = rules;
    if (!hasType(rules, value)) {
      this.#error(place, 'wrong-type', expects, value);
      return value;
    }
    if (type === 'object') return this.#checkObject(rules, value as Members, place);
    if (type === 'array') {
      this.#checkList(rules, value as unknown[], place!);
      return value;
    }
    if (type === 'string') {
      const text = value as string;
      if (text.length > max) {
        this.#error(place, 'too-long', `a length of at most ${max}`, text);
        return value;
      }
      if (text.length < min) this.#error(place, 'empty', 'a non-empty text', text);
      if (rules.isMarkdown && !isCheapMarkdown(text)) this.#texts.push({text, place: place!});
    }
    for (const {type, requirement, message} of rules.actions) {
      if (type === 'regex') {
        if (!(requirement as RegExp).test(value as string))
          this.#error(place, 'wrong-format', message!, value);
      } else if (!(requirement as Requirement)(value)) {
        this.#error(place, message!, EXPECTED[message!]!, value);
      }
    }
    if (refersTo && this.ids.get(refersTo)?.has(value) === false)
      this.#error(place, 'unknown-reference', `the id of an entry in /${refersTo}`, value);
    return value;
  }

  #checkList({item, min, max}: Rules, entries: unknown[], place: Place): void {
    const {length} = entries;
    if (length > max) {
      this.#error(place, 'too-long', `a length of at most ${max}`, length);
      return;
    }
    if (length < min) this.#error(place, 'empty', 'at least one entry', length);
    if (item!.members) this.#lists.push({entries, item: item!, place});
    else for (let i = 0; i < length; i++) this.#check(item!, entries[i], placeIn(place, i));
  }

  #checkObject({members, actions}: Rules, object: Members, place: Place | undefined): unknown {
    const keys = Object.keys(object);
    if (this.#hasTooManyKeys(keys, place)) return object;
    const known = withoutOthers<Record<string, unknown>>({});
    for (const key of keys) {
      const rules = members!.get(key);
      if (rules) known[key] = this.#check(rules, object[key], placeIn(place, key));
      else this.#checkUnknown(key, object[key], placeIn(place, key));
    }
    for (const [key, rules] of members!) {
      if (known[key] !== undefined) continue;
      if (rules.isRequired)
        this.#error(placeIn(place, key), 'missing-field', rules.quotedKey, 'nothing', asIs);
      // A refused manifest is never returned, so defaults need no copies.
      else if (rules.default) known[key] = this.hasErrors ? rules.default : [...rules.default];
    }
    for (const {paths, requirement, message} of actions) {
      // A rule of the whole entry cannot judge members of the wrong type.
      const judges = paths!.every(
        ([key]) => known[key!] === undefined || hasType(members!.get(key!)!, known[key!]),
      );
      if (judges && !(requirement as Requirement)(known))
        this.#error(place, message!, EXPECTED[message!]!, FOUND[message!]?.(known) ?? 'none', asIs);
    }
    return known;
  }

  #checkUnknown(key: string, value: unknown, place: Place): void {
    if (!this.#isForbidden(key, place))
      this.#report(place, 'warning', 'unknown-key', 'a key of schema version 1.0', key);
    if (typeof value === 'object' && value) this.#unknown.push({value, place});
  }

  *#checkDeferred(): Steps<void> {
    for (let next; (next = this.#texts.shift());) {
      this.#checkText(next.text, next.place);
      yield;
    }
    let visited = 0;
    // The last one is checked next, and adds what is inside.
    this.#unknown.reverse();
    for (let next; (next = this.#unknown.pop());) {
      visited += this.#checkShape(next.value, next.place);
      if (visited < 500) continue;
      visited = 0;
      yield;
    }
  }

  /** Checks a markdown text, of which any part may stay plain: so its problems are warnings. */
  #checkText(text: string, place: Place): void {
    const cost = markdownCost(text);
    if (cost > MAX_TEXT_COST || this.#cost + cost > MAX_TOTAL_COST) {
      this.costly.add(text);
      const [wanted, found] = cost > MAX_TEXT_COST ? TOO_COSTLY : TOO_COSTLY_TOGETHER;
      this.#report(place, 'warning', 'markdown-too-costly', wanted, found, asIs);
      return;
    }
    this.#cost += cost;
    // Parsing links takes long, too long to do it only to count problems.
    if (this.count >= LIMITS.problems) return;
    for (const href of linksInMarkdown(text))
      if (!isLink(href)) this.#report(place, 'warning', 'refused-link', ALLOWED_LINK, href, asIs);
  }

  /** Checks the limits of the value of an unknown key. Returns the number of values it looked at. */
  #checkShape(value: object, place: Place): number {
    if (place.depth >= LIMITS.depth) {
      this.#error(place, 'too-deep', `at most ${LIMITS.depth} levels of nesting`, 'more', asIs);
      return 1;
    }
    const list = Array.isArray(value);
    const {length} = list ? value : [];
    if (length > LIMITS.entries) {
      this.#error(place, 'too-long', `a length of at most ${LIMITS.entries}`, length);
      return 1;
    }
    const keys = list ? undefined : Object.keys(value);
    if (keys && this.#hasTooManyKeys(keys, place)) return 1;
    const count = keys?.length ?? length;
    for (let i = count - 1; i >= 0; i--) {
      const key = keys ? keys[i]! : i;
      const member = (value as Record<string | number, unknown>)[key];
      if (key === '__proto__') this.#isForbidden(key, placeIn(place, key));
      if (typeof member === 'object' && member)
        this.#unknown.push({value: member, place: placeIn(place, key)});
    }
    return count + 1;
  }

  #hasTooManyKeys({length}: readonly string[], place: Place | undefined): boolean {
    const tooMany = length > LIMITS.keys;
    if (tooMany) this.#error(place, 'too-long', `at most ${LIMITS.keys} keys`, length);
    return tooMany;
  }

  #isForbidden(key: string, place: Place): boolean {
    const forbidden = key === '__proto__';
    if (forbidden)
      this.#error(place, 'forbidden-key', 'no key that changes the prototype', '"__proto__"', asIs);
    return forbidden;
  }
}
