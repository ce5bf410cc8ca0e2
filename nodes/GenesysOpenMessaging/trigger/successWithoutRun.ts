import type { IWebhookFunctions } from 'n8n-workflow';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

const NOT_RUN = 500;

/**
 * Turns a success that n8n reports for an execution that has not run into a failure, so that Genesys delivers again.
 *
 * With *When Finished* n8n answers 200 also where it finds no result. That happens in queue mode when Redis has lost its
 * last moments and reuses the number of a lost job: the end of one execution counts as that of the other. An execution that
 * has run is answered without a body, since the trigger asks for no data; these answers have a sentence.
 */
export function refuseSuccessWithoutRun(response: Response): void {
	const json = response.json.bind(response);
	response.json = (body?: unknown) => {
		if (response.statusCode < 300 && body !== undefined) response.status(NOT_RUN);
		return json(body);
	};
}
