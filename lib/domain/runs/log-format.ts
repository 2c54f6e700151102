import { z } from 'zod';

/** How a log is written: for a spreadsheet, or for a program (a JSON object a line). */
export const LOG_FORMATS = ['csv', 'json'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** What an address asks for; anything else means CSV. */
export const logFormatSchema = z.enum(LOG_FORMATS).catch('csv');

/** How the name of such a file ends. */
export const LOG_EXTENSIONS = { csv: 'csv', json: 'jsonl' } as const satisfies Record<
  LogFormat,
  string
>;
