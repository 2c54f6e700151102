/** Longer texts hardly come again, and would fill the memory. */
const LONGEST_TEXT = 512;

/**
 * A function that reads texts, with a memory of its answers; for one that depends on nothing but the
 * text and is asked for the same few over and over. All is forgotten when the memory is full.
 */
export function rememberAnswers<Answer>(
  read: (text: string) => Answer,
  mostAnswers: number,
): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = read(text);
    if (text.length > LONGEST_TEXT) return answer;
    if (answers.size >= mostAnswers) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
