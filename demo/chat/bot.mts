import type { CustomerEvent, CustomerTyping, WorkflowAnswer } from './channel.mts';

/** Timeout for the bot's workflow, in milliseconds. */
const ANSWER_WITHIN = 30_000;

/** A later typing notice would be useless, in milliseconds. */
const TYPING_WITHIN = 5_000;

/**
 * Sends one event to the bot's workflow and returns its answer. Ignores anything that doesn't match `WorkflowAnswer`.
 *
 * @throws {Error} if the workflow can't be reached, times out, or doesn't return a 2xx status
 */
export async function askBot(botUrl: string, event: CustomerEvent): Promise<{ replies: string[]; waiting?: string }> {
	const response = await post(botUrl, event, ANSWER_WITHIN);
	const body = await response.text();
	if (!response.ok) throw new Error(`The bot's workflow returned the status ${response.status}.`);
	const answer: { [field in keyof WorkflowAnswer]?: unknown } = parsed(body);
	return { replies: textsIn(answer.replies), ...(isFilled(answer.waiting) && { waiting: answer.waiting }) };
}

/** Reports that the customer is typing. The workflow's webhook for it is optional. */
export async function reportTyping(botUrl: string, typing: CustomerTyping): Promise<void> {
	await post(`${botUrl}/typing`, typing, TYPING_WITHIN).catch(() => undefined);
}

async function post(url: string, body: object, timeoutMs: number): Promise<Response> {
	return await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(timeoutMs),
	});
}

function textsIn(replies: unknown): string[] {
	if (!Array.isArray(replies)) return [];
	return replies.flatMap((reply: unknown) => (isRecord(reply) && isFilled(reply['text']) ? [reply['text']] : []));
}

function parsed(body: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(body);
		return isRecord(value) ? value : {};
	} catch {
		return {};
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function isFilled(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}
