import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readPanelAnswer } from '../../genesys/agentPanel/answer';
import type { Refusal } from '../../genesys/agentPanel/refusal';
import { aborted } from '../../genesys/time';
import { endWith } from '../shared/reception';
import { takeOver } from '../shared/response';

const ANSWER_WITHIN_MS = 60_000;
const TOOK_TOO_LONG: Refusal = { status: 504, code: 'tookTooLong', message: 'The workflow took longer than a minute. Try again. If it keeps happening, contact your administrator.' };
const FAILED: Refusal = { status: 500, code: 'workflowFailed', message: 'The workflow failed. Try again. If it keeps happening, ask your administrator to check its execution in n8n.' };
const SHOWS_NOTHING: Refusal = {
	status: 500,
	code: 'workflowFailed',
	message: 'The workflow returned nothing that the panel can show. Ask your administrator to have its last node return summary, fields, suggestions, links, actions, or message.',
};
/** n8n's messages if the last node returned no item or there is no result. Any other status of 400 or higher means that the execution failed. */
const NO_RESULT = /^(?:No item to return was found$|Workflow executed successfully but )/;

/** Responds without starting an execution. */
export function refuse(context: IWebhookFunctions, { status, retryAfter, ...body }: Refusal): IWebhookResponseData {
	if (retryAfter !== undefined) context.getResponseObject().set('Retry-After', String(retryAfter));
	return endWith(context, status, body);
}

/** Responds to the page when the workflow finishes or the time is up. */
export function answerWith(context: IWebhookFunctions): void {
	const respond = takeOver(context.getResponseObject(), (status, body) => {
		const { message } = (body ?? {}) as { message?: unknown };
		const hasNoResult = NO_RESULT.test(String(message));
		if (status >= 400) return give(hasNoResult ? SHOWS_NOTHING : FAILED);
		const answer = hasNoResult ? undefined : readPanelAnswer(body);
		if (answer) respond(answer);
		else give(SHOWS_NOTHING);
	});
	const give = ({ status, ...body }: Refusal) => respond(body, status);
	void aborted(AbortSignal.timeout(ANSWER_WITHIN_MS)).then(() => give(TOOK_TOO_LONG));
}
