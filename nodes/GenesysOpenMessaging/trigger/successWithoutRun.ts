import type { IWebhookFunctions } from 'n8n-workflow';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

const NOT_RUN = 500;

/**
 * Makes a failure of a success that n8n reports for an execution that has not run, so that Genesys delivers again.
 *
 * With *When Finished* n8n answers 200 also where it finds no result. It comes to that in queue mode, when Redis has
 * lost its last moments and gives a job the number of a lost one: the end of one execution counts as that of the other.
 * An execution that has run gives an answer without a body, since the trigger asks for no data; these come with a
 * sentence.
 */
export function refuseSuccessWithoutRun(response: Response): void {
	const json = response.json.bind(response);
	response.json = (body?: unknown) => {
		if (response.statusCode < 300 && body !== undefined) response.status(NOT_RUN);
		return json(body);
	};
}
