import { AppError } from '#lib/domain/errors.ts';
import { answerApiProblem } from '#lib/queries/api/answer-api-problem.ts';

/** Any other address of the API. */
export function GET(): Response {
  return answerApiProblem(new AppError('not-found', 'The API has nothing at this address.'));
}
