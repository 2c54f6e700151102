import { hash } from 'node:crypto';

export const EVIDENCE_FORMAT = 'custody-evidence/1';

export type EvidenceChain = {
  /** The object, in JSON, as a line of the file, with its link to the lines before. */
  readonly link: (json: string) => string;
  /** The last line's link. */
  readonly head: () => string;
};

/**
 * Links lines: each ends with the SHA-256 of the link before it and its own text, so that none can be
 * changed, moved, added or left out without changing all links after it (docs/evidence-format.md).
 */
export function createEvidenceChain(): EvidenceChain {
  let head = EVIDENCE_FORMAT;
  return {
    link(text) {
      head = hash('sha256', head + text);
      return `${text.slice(0, -1)},"chain":"${head}"}\n`;
    },
    head: () => head,
  };
}

const LINK_CHARACTERS = `,"chain":"${'0'.repeat(64)}"}`.length;

/** Follows the links of a file that is read. */
export function followEvidenceChain(): {
  /** Whether the line follows from those before it. */
  readonly follows: (line: string) => boolean;
  readonly head: () => string;
} {
  let head = EVIDENCE_FORMAT;
  return {
    follows(line) {
      const text = `${line.slice(0, -LINK_CHARACTERS)}}`;
      head = hash('sha256', head + text);
      return line === `${text.slice(0, -1)},"chain":"${head}"}`;
    },
    head: () => head,
  };
}

/** What the signature of a file is made over. */
export function signedText(head: string): string {
  return `${EVIDENCE_FORMAT} ${head}`;
}
