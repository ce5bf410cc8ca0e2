/** Why the panel doesn't get a workflow's answer. The page reads `code`, and the agent sees `message`. */
export interface Refusal {
	status: 400 | 401 | 403 | 429 | 500 | 503 | 504;
	code: 'badRequest' | 'signIn' | 'foreignToken' | 'notAllowed' | 'repeated' | 'tooOld' | 'tooMany' | 'unavailable' | 'workflowFailed' | 'tookTooLong';
	message: string;
	retryAfter?: number; // Seconds.
}

/** The token is missing or no longer valid. The page signs the agent in again. */
export const SIGN_IN: Refusal = { status: 401, code: 'signIn', message: "You're not signed in to Genesys Cloud. Sign in again." };

export function isRefusal(value: object): value is Refusal {
	return 'status' in value;
}
