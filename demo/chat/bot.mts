import type { Attachment } from './entry.mts';

/** How long the bot's workflow may take to answer, in milliseconds. */
const ANSWER_WITHIN = 30_000;

/** What the bot's workflow gets. */
export interface BotEvent {
	type: 'message' | 'end';
	customerId: string;
	name: string;
	text: string;
	attachments?: Attachment[];
	messageId: string;
	/** ISO 8601. */
	time: string;
}

/**
 * Hands one event to the bot's workflow and gives the texts that it answers.
 *
 * The workflow answers `{ "replies": [{ "text": "…" }] }`. Any other 2xx answer, also an empty one, is "nothing to
 * say": while a person has the chat the bot keeps quiet.
 *
 * @throws {Error} when the workflow cannot be reached, takes too long or answers with another status than 2xx
 */
export async function askBot(botUrl: string, event: BotEvent): Promise<string[]> {
	const response = await fetch(botUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(event),
		signal: AbortSignal.timeout(ANSWER_WITHIN),
	});
	const body = await response.text();
	if (!response.ok) throw new Error(`The bot's workflow answered with status ${response.status}.`);
	return repliesIn(body);
}

function repliesIn(body: string): string[] {
	const answer = parsed(body);
	if (!isRecord(answer) || !Array.isArray(answer['replies'])) return [];
	return answer['replies'].flatMap((reply: unknown) =>
		isRecord(reply) && typeof reply['text'] === 'string' && reply['text'] !== '' ? [reply['text']] : [],
	);
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
