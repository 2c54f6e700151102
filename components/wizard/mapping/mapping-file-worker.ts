import type {
  ToMappingThread,
  ToMappingPage,
} from '#components/wizard/mapping/mapping-messages.ts';
import {
  checkMappingFile,
  type MappingCheck,
} from '#lib/domain/mapping-file/check-mapping-file.ts';
import { isMappingError } from '#lib/domain/mapping-file/mapping-problem.ts';
import { createMappingFileReader } from '#lib/domain/mapping-file/parse-mapping-file.ts';
import { writeCsvRows, writeCsv } from '#lib/domain/write-csv.ts';

/** The page shows no more; the list that it can ask for has all. */
const PROBLEMS_SHOWN = 100;
const PROGRESS_EVERY_MS = 100;
const ROWS_PER_PIECE = 5000;

/** Of the file that was checked last; the page would stand still if it took them all. */
let check: MappingCheck | null = null;

function tell(message: ToMappingPage): void {
  postMessage(message);
}

/** A thread of its own, so that the page stays usable while a large file is read. */
addEventListener('message', ({ data }: MessageEvent<ToMappingThread>) => {
  if (data.type === 'list') {
    tell({ type: 'list', list: writeList(data) });
    return;
  }
  readFile(data.file).then(
    (read) => {
      check = read;
      tell({ type: 'checked', check: forPage(read) });
    },
    () => {
      tell({ type: 'unread' });
    },
  );
});

async function readFile(file: File): Promise<MappingCheck> {
  const reader = createMappingFileReader();
  const stream = file.stream().getReader();
  let done = 0;
  let told = performance.now();
  for (;;) {
    const { value } = await stream.read();
    if (value === undefined || !reader.push(value)) break;
    done += value.length;
    if (performance.now() - told < PROGRESS_EVERY_MS) continue;
    told = performance.now();
    tell({ type: 'progress', share: done / file.size });
  }
  await stream.cancel();
  return checkMappingFile(reader.end());
}

function forPage(read: MappingCheck): MappingCheck {
  if (read.state === 'unreadable') return read;
  return { ...read, problems: read.problems.slice(0, PROBLEMS_SHOWN) };
}

function writeList({ head, words }: Extract<ToMappingThread, { type: 'list' }>): Blob {
  const problems = check?.state === 'read' ? check.problems : [];
  const pieces = [writeCsv([head])];
  for (let from = 0; from < problems.length; from += ROWS_PER_PIECE) {
    const rows = problems.slice(from, from + ROWS_PER_PIECE).map((problem) => {
      const { text, fix } = words.codes[problem.code];
      const severity = isMappingError(problem) ? words.error : words.warning;
      const other = String(problem.otherLine ?? '');
      return [
        String(problem.line),
        severity,
        problem.value,
        text.replace(words.placeOfOther, other),
        fix,
      ];
    });
    pieces.push(writeCsvRows(rows));
  }
  return new Blob(pieces, { type: 'text/csv;charset=utf-8' });
}
