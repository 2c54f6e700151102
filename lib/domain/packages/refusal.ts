import { z } from 'zod';

/** Why a package is not taken. Each has a text in lib/messages. */
export const PACKAGE_REFUSAL_CODES = [
  /** Not a ZIP, cut short, or with contents that are not those its directory promises. */
  'package-damaged',
  /** It grew or shrank while it was fetched. */
  'size-changed',
  /** What it says about itself can be understood in two ways. */
  'package-ambiguous',
  'too-many-entries',
  'directory-too-large',
  'entry-too-large',
  'entry-expands-too-much',
  'package-expands-too-much',
  'entry-path-unsafe',
  'entry-is-link',
  /** A device, a socket, a pipe. */
  'entry-is-no-file',
  'entry-encrypted',
  'entry-method-unknown',
  'entries-overlap',
  /** An entry's own header or what follows it says other than the directory does. */
  'entry-ambiguous',
  'nested-archive',
  'duplicate-name',
  /** Names that differ only in upper and lower case, or in how a character is composed. */
  'similar-names',
  'no-manifest',
  'several-manifests',
  'manifest-too-large',
  /** Bytes that no text in UTF-8 has; UTF-16, for instance. */
  'manifest-not-text',
  'manifest-without-count',
  /** `Count:` is not the number of items in the ZIP. */
  'count-differs',
  /** `Count:` is not the number of names that the manifest lists. */
  'list-differs',
  'name-listed-twice',
  'name-missing',
  'item-not-listed',
  'empty-file',
] as const;
export type PackageRefusalCode = (typeof PACKAGE_REFUSAL_CODES)[number];

export const packageRefusalSchema = z.object({
  code: z.enum(PACKAGE_REFUSAL_CODES),
  /** How many times it was found. */
  count: z.int().min(1),
  /** The first few names, or the two numbers that differ. */
  examples: z.array(z.string()),
});
export type PackageRefusal = z.infer<typeof packageRefusalSchema>;

const MOST_EXAMPLES = 10;
const LONGEST_EXAMPLE = 200;

/**
 * A name out of a package that may be hostile, as a database can hold it and a screen can show it:
 * control characters and those that turn the direction of writing are spelled out.
 */
function toExample(text: string): string {
  return text
    .slice(0, LONGEST_EXAMPLE)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      return `\\u${codePoint.toString(16).padStart(4, '0')}`;
    });
}

/** Nothing when nothing was found. */
export function refuseEach(
  code: PackageRefusalCode,
  found: readonly string[],
): readonly PackageRefusal[] {
  if (found.length === 0) return [];
  const examples = found.slice(0, MOST_EXAMPLES).map(toExample);
  return [{ code, count: found.length, examples }];
}

/** Collects what is found wrong, however much it is, in the order of the codes. */
export type RefusalList = {
  add(code: PackageRefusalCode, example: string): void;
  list(): readonly PackageRefusal[];
};

export function collectRefusals(): RefusalList {
  const found = new Map<PackageRefusalCode, { count: number; examples: string[] }>();
  return {
    add(code, example) {
      const known = found.get(code) ?? { count: 0, examples: [] };
      known.count += 1;
      if (known.examples.length < MOST_EXAMPLES) known.examples.push(toExample(example));
      found.set(code, known);
    },
    list: () =>
      PACKAGE_REFUSAL_CODES.flatMap((code) => {
        const refusal = found.get(code);
        return refusal === undefined ? [] : [{ code, ...refusal }];
      }),
  };
}

/** A package is refused whole; it is looked at again next time (DESIGN 3.2). */
export class PackageRefusedError extends Error {
  override readonly name = 'PackageRefusedError';
  readonly refusals: readonly PackageRefusal[];
  /** What the manifest said, as far as it could be read. */
  readonly itemsInManifest: number | null;

  constructor(
    refusals: readonly PackageRefusal[],
    options: ErrorOptions & { itemsInManifest?: number | null } = {},
  ) {
    super(refusals.map(({ code }) => code).join(', '), options);
    this.refusals = refusals;
    this.itemsInManifest = options.itemsInManifest ?? null;
  }
}

/** For contents that are not what the ZIP says of itself. */
export function packageDamaged(reason: string, cause?: unknown): PackageRefusedError {
  return new PackageRefusedError(refuseEach('package-damaged', [reason]), { cause });
}

/** For what two readers would read differently. */
export function packageAmbiguous(reason: string): PackageRefusedError {
  return new PackageRefusedError(refuseEach('package-ambiguous', [reason]));
}
