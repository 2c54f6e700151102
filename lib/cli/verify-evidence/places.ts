import path from 'node:path';
import type { Fields, ReadFile, Report } from './report.ts';

const NAME = /^(\d{4}-\d\d-\d\d)-(\d{6,})-([0-9a-f-]{36})\.evidence\.gz$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The name a file was given tells its connector, place, run and day, too. */
export function verifyName(verified: ReadFile, footer: Fields, report: Report): void {
  const { file, connector, run, sequence } = verified;
  const parent = path.basename(path.dirname(path.resolve(file)));
  const [, day, number, runInName] = NAME.exec(path.basename(file)) ?? [];
  if (UUID.test(parent) && parent !== connector) {
    report.problem(file, `is about connector ${connector}, and lies among the files of another`);
  }
  if (number === undefined) return;
  const isNamedSo =
    Number(number) === sequence &&
    runInName === run &&
    String(footer['finishedAt']).startsWith(day ?? '');
  if (!isNamedSo)
    report.problem(file, `is number ${sequence}, of run ${run}: its name says otherwise`);
}

/** Every file follows from the one before it of the same connector. */
export function verifyChains(files: readonly ReadFile[], isWhole: boolean, report: Report): void {
  for (const [connector, group] of Map.groupBy(files, (file) => file.connector)) {
    let before: ReadFile | undefined;
    for (const file of group.toSorted((a, b) => a.sequence - b.sequence)) {
      const expected = before === undefined ? 1 : before.sequence + 1;
      if (before?.sequence === file.sequence) {
        report.problem(
          file.file,
          `is number ${file.sequence} of connector ${connector}, and so is ${before.file}`,
        );
      } else if (file.sequence !== expected) {
        const missing = `numbers ${expected} to ${file.sequence - 1} of connector ${connector}`;
        if (isWhole) report.problem(file.file, `comes after files that are missing: ${missing}`);
        else report.note(`${missing} were not given`);
      } else if (file.previousHead !== (before?.head ?? null)) {
        report.problem(
          file.file,
          `does not follow from the file before it, ${before?.file ?? 'which is none'}`,
        );
      }
      before = file;
    }
  }
}
