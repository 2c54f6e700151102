import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { listConnectorKinds } from '#lib/connectors/catalog.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CODE = ['app', 'components', 'lib', 'prisma', 'proxy.ts', 'next.config.ts'];
/** Where kinds are named: their data, and tests, which have examples; an npm platform is no kind. */
const EXEMPT =
  /^lib\/connectors\/|\.test\.tsx?$|\/contract\.ts$|\/test-[a-z-]+\.ts$|\/generated\/|^lib\/cli\/complete-lock\.ts$/;

const kinds = listConnectorKinds();
const ids = new Set<string>(kinds.map(({ id }) => id));
const names = [
  ...new Set(
    kinds.flatMap(({ listLabel, pageLabel, folderName, appName, carrierName, services }) => [
      listLabel,
      pageLabel,
      folderName,
      ...[appName, carrierName].filter((name) => name !== undefined),
      ...services,
    ]),
  ),
];
const name = new RegExp(
  `(?<![\\w-])(?:${names.map((text) => RegExp.escape(text)).join('|')})(?![\\w-])`,
);

test('nothing but the catalog knows a kind by its name', async () => {
  const found: string[] = [];
  let read = 0;
  for (const place of CODE) {
    for await (const file of glob([place, `${place}/**/*.{ts,tsx}`], { cwd: ROOT })) {
      if (!/\.tsx?$/.test(file) || EXEMPT.test(file)) continue;
      read += 1;
      const source = await readFile(path.join(ROOT, file), 'utf8');
      for (const text of listTexts(file, source)) {
        if (ids.has(text) || name.test(text)) found.push(`${file}: ${text}`);
      }
    }
  }
  expect(found).toEqual([]);
  // So that a pattern which finds no files any more is noticed.
  expect(read).toBeGreaterThan(500);
});

test('a kind that is named is found', () => {
  const source = 'const a = kind === "wechat"; const b = <p>AT&amp;T {`${x} O2 Network`}</p>;';
  const texts = listTexts('example.tsx', source);
  expect(texts.filter((text) => ids.has(text) || name.test(text))).toHaveLength(3);
});

/**
 * What stands in quotes, in templates and between tags. Comments, identifiers and types, which decide
 * nothing while the program runs, may say anything.
 */
function listTexts(file: string, source: string): readonly string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralTypeNode(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) texts.push(node.text);
    else if (ts.isJsxText(node)) texts.push(node.text.replaceAll('&amp;', '&'));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  return texts;
}
