/** Why the panel gets no answer of the workflow: `code` is what the page switches on, `message` what the agent reads. */
export interface Refusal {
	status: 400 | 401 | 403 | 429 | 500 | 503 | 504;
	code: 'badRequest' | 'signIn' | 'foreignToken' | 'notAllowed' | 'repeated' | 'tooOld' | 'tooMany' | 'unavailable' | 'workflowFailed' | 'tookTooLong';
	message: string;
	retryAfter?: number; // Seconds.
}

/** No token, or one that Genesys Cloud no longer takes: the page signs the agent in again. */
export const SIGN_IN: Refusal = { status: 401, code: 'signIn', message: 'You are not signed in to Genesys Cloud. Sign in again.' };

export function isRefusal(value: object): value is Refusal {
	return 'status' in value;
}
