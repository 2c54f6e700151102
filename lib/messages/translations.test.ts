import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readMessageShape, readWords } from '#e2e/fixtures/message-shape.ts';
import { locales } from '#lib/messages/locales.ts';
import { namespaces } from '#lib/messages/namespaces.ts';

const MESSAGES = import.meta.dirname;
const LARGEST_COUNT_TRIED = 1000;

/** Names, abbreviations and units, spelled alike in every language. */
const sameEverywhere = [
  'Custody',
  'SMS',
  'SHA-256',
  'Webhook',
  'MMS',
  'GCC',
  'GCC High',
  'DoD',
  '{hours} h {minutes} min',
];

/** What a language spells as English does. Kept short: everything else is translated. */
const sameWords: Readonly<Record<'fr' | 'sv', readonly string[]>> = {
  fr: [
    'Actions',
    'Destination',
    'Exceptions',
    'Participants',
    'Version',
    'Version {number, number}',
    'Version {version}',
    '{minutes, plural, one {# minute} other {# minutes}}',
  ],
  sv: ['Import', 'Person', 'Problem', 'Version', 'Version {number, number}', 'Version {version}'],
};

type Tree = string | { readonly [key: string]: Tree };
const treeSchema: z.ZodType<Tree> = z.lazy(() =>
  z.union([z.string(), z.record(z.string(), treeSchema)]),
);

const english = await readMessages('en');
const others = ['fr', 'sv'] as const;

describe('the languages', () => {
  it('are those that are tested here', () => {
    expect(Object.keys(locales)).toEqual(['en', ...others]);
  });

  it.each(Object.keys(locales))(
    '%s has a file for every namespace and no other',
    async (locale) => {
      const files = await readdir(path.join(MESSAGES, locale));
      expect(files.sort()).toEqual(namespaces.map((name) => `${name}.json`).sort());
    },
  );

  it('are written in messages that can be read', () => {
    expect([...english].filter(([, text]) => !isReadable(text))).toEqual([]);
  });
});

describe.each(others)('%s', async (locale) => {
  const messages = await readMessages(locale);

  it('has every key of English', () => {
    expect([...english.keys()].filter((key) => !messages.has(key))).toEqual([]);
  });

  it('has no key that English no longer has', () => {
    expect([...messages.keys()].filter((key) => !english.has(key))).toEqual([]);
  });

  it('has the placeholders of English, in every branch', () => {
    const wrong = compare(messages, (ours, theirs) => {
      const wanted = [...ours.ways].sort();
      const found = [...theirs.ways].sort();
      return wanted.join(' | ') === found.join(' | ') ? null : { wanted, found };
    });
    expect(wrong).toEqual([]);
  });

  it('shows every number that English shows', () => {
    const wrong = compare(messages, (ours, theirs) => {
      const hidden = [...ours.shown].filter((name) => !theirs.shown.has(name));
      return hidden.length === 0 ? null : { hidden };
    });
    expect(wrong).toEqual([]);
  });

  it('has a plural where English has one, with the branches of its grammar', () => {
    const grammar = pluralBranches(locale);
    const wrong = compare(messages, (ours, theirs) => {
      const missing = [...ours.plurals.keys()].filter((name) => !theirs.plurals.has(name));
      const unlike = [...theirs.plurals].filter(([name, plurals]) => {
        const exact = exactBranches(ours.plurals.get(name) ?? []);
        const wanted = [...grammar, ...exact].sort().join();
        const found = new Set(plurals.flatMap(({ branches }) => branches));
        const isWhole = plurals.every(({ branches }) => grammar.every((b) => branches.includes(b)));
        return !isWhole || [...found].sort().join() !== wanted;
      });
      return missing.length + unlike.length === 0 ? null : { missing, unlike };
    });
    expect(wrong).toEqual([]);
  });

  it('leaves no message in English', () => {
    const same = [...messages].filter(
      ([key, text]) => text === english.get(key) && /\p{L}{2}/u.test(readWords(text)),
    );
    const words = new Set(same.map(([, text]) => text));
    const allowed = new Set([...sameEverywhere, ...sameWords[locale]]);
    expect(same.filter(([, text]) => !allowed.has(text))).toEqual([]);
    expect(sameWords[locale].filter((word) => !words.has(word))).toEqual([]);
  });

  it('leaves no English words in a sentence', () => {
    const leftOver = /\b(?:the|and|are|with|your|this|was|were|has|have|from|not)\b/iu;
    const wrong = [...messages].filter(([, text]) => leftOver.test(quotedNamesRemoved(text)));
    expect(wrong).toEqual([]);
  });

  it('is set as its readers expect', () => {
    // French: a narrow or ordinary no-break space before high punctuation and within guillemets.
    const rule = { fr: /'| [:;!?»](?!:)|« |"/u, sv: /["']| [:;!?](?!:)/u }[locale];
    expect([...messages].filter(([, text]) => rule.test(text))).toEqual([]);
  });
});

type Shape = ReturnType<typeof readMessageShape>;

/** The keys both languages have whose messages differ, with what the comparison says. */
function compare(
  messages: ReadonlyMap<string, string>,
  differ: (ours: Shape, theirs: Shape) => object | null,
): readonly object[] {
  return [...messages].flatMap(([key, text]) => {
    const original = english.get(key);
    if (original === undefined) return [];
    const difference = differ(readMessageShape(original), readMessageShape(text));
    return difference === null ? [] : [{ key, ...difference }];
  });
}

/** Those of whole numbers; French has one for millions, which are written in figures here. */
function pluralBranches(locale: string): readonly string[] {
  const rules = new Intl.PluralRules(locale);
  const counts = Array.from({ length: LARGEST_COUNT_TRIED }, (_, count) => rules.select(count));
  return [...new Set(counts)];
}

function exactBranches(plurals: readonly { readonly branches: readonly string[] }[]): Set<string> {
  return new Set(
    plurals.flatMap(({ branches }) => branches.filter((name) => name.startsWith('='))),
  );
}

/** Names that stay in English: of files, columns and roles. */
function quotedNamesRemoved(text: string): string {
  return text.replaceAll(/Holds from|\{\w+/gu, '');
}

function isReadable(text: string): boolean {
  try {
    readMessageShape(text);
    return true;
  } catch {
    return false;
  }
}

async function readMessages(locale: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const namespace of namespaces) {
    const file = path.join(MESSAGES, locale, `${namespace}.json`);
    const tree = treeSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    for (const [key, text] of flatten(tree, namespace)) found.set(key, text);
  }
  return found;
}

function flatten(tree: Tree, key: string): readonly (readonly [string, string])[] {
  if (typeof tree === 'string') return [[key, tree]];
  return Object.entries(tree).flatMap(([name, branch]) => flatten(branch, `${key}.${name}`));
}
