import { dateText } from '../dateText';
import { InvalidInputError } from '../errors';
import { asArray, asObject, asObjects, asText, parseJson } from '../json';
import { readableTime } from '../readableTime';

/** One line of the conversation that the bot had so far. */
export interface TranscriptLine {
	/** Who said it: `user`, `bot` …; another word is shown as it is where it has no label of its own. */
	role: string;
	text: string;
	/** When: ISO-8601, a count since 1970, or whatever is to be shown; optional. */
	time?: string;
}

/** Words that chat frameworks and language models use for the two sides, and what the agent reads. */
const LABELS: Record<string, string> = {
	user: 'Customer',
	human: 'Customer',
	customer: 'Customer',
	client: 'Customer',
	visitor: 'Customer',
	contact: 'Customer',
	bot: 'Bot',
	ai: 'Bot',
	assistant: 'Bot',
	chatbot: 'Bot',
	agent: 'Agent',
	system: 'System',
};

/**
 * Reads what a workflow gives as a transcript: an array of `{ role, text, time }`, what language model memories have in
 * its place (see `linesOf`), the same as JSON text, or plain text, which is taken as it is. A line that cannot be read is
 * left out where others can: a customer who waits for a person is not to wait for the sake of it.
 *
 * @throws InvalidInputError when nothing of it can be read, saying what is expected
 */
export function parseTranscript(value: unknown): TranscriptLine[] | string {
	if (value === undefined || value === null) return [];
	if (typeof value === 'string') return parseTranscriptText(value);
	const { messages } = asObject(value) ?? {};
	const list: unknown[] = Array.isArray(value) ? value : Array.isArray(messages) ? messages : [value];
	const read = list.map(linesOf);
	const unreadable = read.findIndex((lines) => lines === undefined);
	if (unreadable !== -1 && read.every((lines) => lines === undefined)) throw invalidTranscript(`line ${unreadable + 1} has no text`);
	return read.flatMap((lines = []) => lines.filter(({ text }) => text !== ''));
}

/**
 * The lines of one entry; `undefined` where there is none in it. Understood are a text; `{ role | type | sender, text |
 * content | message, time | timestamp }`; LangChain's stored form, with these in `data` or `kwargs`; and
 * `{ human, ai }`, as n8n's Chat Memory Manager gives them.
 */
function linesOf(entry: unknown): TranscriptLine[] | undefined {
	if (typeof entry === 'string') return [{ role: '', text: entry.trim() }];
	const line = asObject(entry);
	if (!line) return undefined;
	const inner = { ...line, ...asObject(line.kwargs), ...asObject(line.data) };
	const text = asText(inner.text) ?? asText(inner.content) ?? textOfParts(inner.content) ?? asText(inner.message);
	if (text !== undefined || hasTextField(inner)) {
		const role = asText(inner.role) ?? roleOfClass(line.id) ?? asText(line.type) ?? asText(inner.sender) ?? '';
		return [{ role, text: (text ?? '').trim(), time: timeOf(inner.time) ?? timeOf(inner.timestamp) }];
	}
	const turns = ['human', 'ai'].flatMap((role) => ('string' === typeof line[role] ? [{ role, text: String(line[role]).trim() }] : []));
	return turns.length > 0 ? turns : undefined;
}

function timeOf(value: unknown): string | undefined {
	return asText(dateText(value) ?? value);
}

/** LangChain names the class of a message that it has written out: `["langchain_core", "messages", "HumanMessage"]`. */
function roleOfClass(id: unknown): string | undefined {
	const name = asText(asArray(id).at(-1));
	return name?.replace(/Message(?:Chunk)?$/, '').toLowerCase();
}

function parseTranscriptText(text: string): TranscriptLine[] | string {
	const trimmed = text.trim();
	if (!/^[[{]/.test(trimmed)) return trimmed;
	const parsed = parseJson(trimmed);
	// Words that happen to begin with a bracket ("[10:02] Customer: …") are a transcript as well.
	return parsed === undefined ? trimmed : parseTranscript(parsed);
}

/** Language models give a message's content in parts as well: `[{ type: "text", text }]`. */
function textOfParts(content: unknown): string | undefined {
	const texts = asObjects(content).flatMap((part) => asText(part.text) ?? []);
	return texts.length > 0 ? texts.join('\n') : undefined;
}

function hasTextField(line: object): boolean {
	return 'text' in line || 'content' in line || 'message' in line;
}

function invalidTranscript(reason: string): InvalidInputError {
	return new InvalidInputError(
		'Transcript',
		`The transcript cannot be read: ${reason}`,
		'Give an array such as [{ "role": "user", "text": "Hello", "time": "2026-01-31T10:00:00Z" }], or plain text.',
	);
}

/** Stands between the customer's question and the transcript, in the agent's first message. */
export const TRANSCRIPT_HEADING = '--- Conversation so far ---';

/**
 * The transcript as the agent reads it: one labelled line for each message, with its time where it has one. Empty when
 * there is nothing to show. History cannot be back-dated nor sent as the bot's own messages: whatever goes in is shown
 * as the customer's, so labels are the only way to tell the sides apart.
 */
export function renderTranscript(transcript: TranscriptLine[] | string): string {
	const body = typeof transcript === 'string' ? transcript : transcript.map(renderLine).join('\n');
	return body === '' ? '' : `${TRANSCRIPT_HEADING}\n${body}`;
}

function renderLine({ role, text, time }: TranscriptLine): string {
	const key = role.toLowerCase();
	const label = Object.hasOwn(LABELS, key) ? LABELS[key] : role;
	const stamp = time === undefined ? undefined : readableStamp(time);
	return [stamp && `[${stamp}]`, label && `${label}:`, text].filter(Boolean).join(' ');
}

/** A year, a clock and a zone: without one a time would be read in the zone of the machine that n8n runs on. */
const TIME_WITH_ZONE = /^[^:]{0,20}\d{4}[^:]{0,10}\d:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:Z|UTC|GMT|[+-]\d{2})/i;

/** A count since 1970: in seconds below twelve digits, else in milliseconds. */
const COUNT = /^\d{9,}$/;

/** Times that say when they were, in whatever zone, are shown in UTC; all others as they came. */
function readableStamp(time: string): string {
	const isCount = COUNT.test(time);
	if (!isCount && !TIME_WITH_ZONE.test(time)) return time;
	const date = new Date(isCount ? Number(time) * (time.length < 12 ? 1000 : 1) : time);
	return Number.isNaN(date.getTime()) ? time : readableTime(date.toISOString());
}
