import { InvalidInputError } from '../errors';
import { asArray, asObject, asObjects, asText, parseJson } from '../json';
import { dateText, readableTime } from '../time';
import { endOf, LINE_ENDS } from './text';

/** `role` is one of `LABELS` or shown as it is, and so is `time`. */
export type TranscriptLine = { role: string; text: string; time?: string };

/**
 * Reads a transcript: an array of `{ role, text, time }` or of what language model memories have (see `linesOf`), JSON text of
 * it, or plain text. A line that cannot be read is left out where others can: no handover is refused for the sake of it.
 * @throws InvalidInputError when nothing of it can be read
 */
export function parseTranscript(value: unknown): TranscriptLine[] | string {
	if (value === undefined || value === null) return [];
	if (typeof value === 'string') {
		const text = value.trim();
		const parsed = /^[[{]/.test(text) ? parseJson(text) : undefined;
		// Words that happen to begin with a bracket ("[10:02] Customer: …") are a transcript as well.
		return parsed === undefined ? text : parseTranscript(parsed);
	}
	const { messages } = asObject(value) ?? {};
	const list: unknown[] = Array.isArray(value) ? value : Array.isArray(messages) ? messages : [value];
	const read = list.map(linesOf);
	if (read.length > 0 && read.every((lines) => lines === undefined)) {
		const advice = 'Enter an array such as [{ "role": "user", "text": "Hello", "time": "2026-01-31T10:00:00Z" }], or plain text.';
		throw new InvalidInputError('Transcript', "The transcript can't be read because line 1 has no text", advice);
	}
	return read.flatMap((lines = []) => lines.filter(({ text }) => text !== ''));
}

/**
 * The lines of one entry; `undefined` where there is none in it. Understood are a text; `{ role | type | sender, text | content |
 * message, time | timestamp }`, in LangChain's stored form in `data` or `kwargs`; and `{ human, ai }` of n8n's Chat Memory Manager.
 */
function linesOf(entry: unknown): TranscriptLine[] | undefined {
	if (typeof entry === 'string') return [{ role: '', text: entry.trim() }];
	const line = asObject(entry);
	if (!line) return undefined;
	const inner = { ...line, ...asObject(line.kwargs), ...asObject(line.data) };
	// Language models give the content in parts as well: `[{ type: "text", text }]`.
	const parts = asObjects(inner.content).flatMap((part) => asText(part.text) ?? []);
	const text = asText(inner.text) ?? asText(inner.content) ?? asText(parts.join('\n')) ?? asText(inner.message);
	if (text !== undefined || 'text' in inner || 'content' in inner || 'message' in inner) {
		// LangChain names the class of a message that it has written out: `["langchain_core", "messages", "HumanMessage"]`.
		const ofClass = asText(asArray(line.id).at(-1))?.replace(/Message(?:Chunk)?$/, '').toLowerCase();
		const role = asText(inner.role) ?? ofClass ?? asText(line.type) ?? asText(inner.sender) ?? '';
		const [time, timestamp] = [inner.time, inner.timestamp].map((value) => asText(dateText(value) ?? value));
		return [{ role, text: (text ?? '').trim(), time: time ?? timestamp }];
	}
	const turns = ['human', 'ai'].flatMap((role) => (typeof line[role] === 'string' ? [{ role, text: line[role].trim() }] : []));
	return turns.length > 0 ? turns : undefined;
}

/** What chat frameworks and language models call the sides, and what the agent reads. */
const LABELS: Record<string, string> = {
	user: 'Customer', human: 'Customer', customer: 'Customer', client: 'Customer', visitor: 'Customer', contact: 'Customer',
	bot: 'Bot', ai: 'Bot', assistant: 'Bot', chatbot: 'Bot', agent: 'Agent', system: 'System',
};

const LEFT_OUT = '(Earlier messages were omitted.)';
const MAX_LABEL_LENGTH = 100; // Longest label or time, which are a word or two.

/**
 * The transcript as the agent reads it: a labeled line for each message, as Genesys shows all of it as the customer's. Further
 * lines of a message are quoted: what a customer writes cannot look like a line of the bot's.
 * @param maxLength in characters; what goes beyond is left out at the beginning, and a line says so
 */
export function renderTranscript(transcript: TranscriptLine[] | string, maxLength = Infinity): string {
	const room = Math.max(0, maxLength - LEFT_OUT.length - 1);
	if (typeof transcript === 'string') {
		const shown = quotedWhereLikeHeading(transcript);
		return shown.length <= maxLength ? shown : `${LEFT_OUT}\n${endOf(shown, room)}`;
	}
	const lines: string[] = [];
	let left = room;
	// As many of the last lines as there is room for; of the very last one at least its head and its end.
	for (const line of transcript.toReversed()) {
		const whole = renderLine(line);
		const head = `${renderLine({ ...line, text: '…' })}\n> `;
		const isCut = whole.length > left && lines.length === 0;
		const shown = isCut ? head + endOf(whole, Math.max(0, left - head.length)).replace(/^> /, '') : whole;
		if (shown.length > left) break;
		lines.push(shown);
		left -= shown.length + 1;
	}
	return [...(lines.length === transcript.length ? [] : [LEFT_OUT]), ...lines.reverse()].join('\n');
}

function renderLine({ role, text, time }: TranscriptLine): string {
	const key = role.toLowerCase();
	const label = Object.hasOwn(LABELS, key) ? LABELS[key] : oneLine(role);
	const stamp = time === undefined ? undefined : oneLine(readableStamp(time));
	const [first, ...further] = text.split(LINE_ENDS);
	const head = [stamp && `[${stamp}]`, label && `${label}:`, first].filter(Boolean).join(' ');
	return [quotedWhereLikeHeading(head), ...further.map((line) => `> ${line}`.trimEnd())].join('\n');
}

function oneLine(label: string): string {
	return label.slice(0, MAX_LABEL_LENGTH).split(LINE_ENDS).join(' ').trim();
}

/** A year, a clock and a zone: without one a time would be read in the zone of the machine that n8n runs on. */
const TIME_WITH_ZONE = /^[^:]{0,20}\d{4}[^:]{0,10}\d:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:Z|UTC|GMT|[+-]\d{2})/i;
const COUNT = /^\d{9,}$/; // A count since 1970: in seconds below twelve digits, else in milliseconds.
/** Times that say when they were, in whatever zone, are shown in UTC; all others as they came. */
function readableStamp(time: string): string {
	const isCount = COUNT.test(time);
	if (!isCount && !TIME_WITH_ZONE.test(time)) return time;
	const date = new Date(isCount ? Number(time) * (time.length < 12 ? 1000 : 1) : time);
	return Number.isNaN(date.getTime()) ? time : readableTime(date.toISOString());
}

const LINE = /[^\n\r\v\f\u0085\u2028\u2029]+/g;
/** Two dashes of any kind, or one as long, at the beginning of a line: the headings of a handover begin so. */
const LIKE_HEADING = /^[\s\p{Cf}]*(?:[\u2e3a\u2e3b]|[\p{Pd}\u2212\u23af\u2500\u2501]\p{Cf}*[\p{Pd}\u2212\u23af\u2500\u2501])/u;
/** With a mark before each line that could be taken for a heading. */
export function quotedWhereLikeHeading(text: string): string {
	return text.replace(LINE, (line) => (LIKE_HEADING.test(line) ? `> ${line}` : line));
}
