import { InvalidInputError } from '../errors';
import { asArray, asObject, asObjects, asText, parseJson } from '../json';
import { dateText, readableTime } from '../time';
import { endOf, LINE_ENDS } from './text';

/** `role` is one of `LABELS` or shown unchanged, like `time`. */
export type TranscriptLine = { role: string; text: string; time?: string };

/**
 * Reads a transcript: an array of `{ role, text, time }` or of a language model's memory (see `linesOf`), either as JSON text,
 * or plain text. Omits unreadable lines if others are readable, so that they don't block a handover.
 * @throws InvalidInputError if no line is readable
 */
export function parseTranscript(value: unknown): TranscriptLine[] | string {
	if (value === undefined || value === null) return [];
	if (typeof value === 'string') {
		const text = value.trim();
		const parsed = /^[[{]/.test(text) ? parseJson(text) : undefined;
		// Text that starts with a bracket ("[10:02] Customer: …") isn't necessarily JSON.
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
 * The lines of an entry, or `undefined` if there are none. Accepts text; `{ role | type | sender, text | content | message, time |
 * timestamp }`, which LangChain stores in `data` or `kwargs`; and `{ human, ai }` from n8n's Chat Memory Manager.
 */
function linesOf(entry: unknown): TranscriptLine[] | undefined {
	if (typeof entry === 'string') return [{ role: '', text: entry.trim() }];
	const line = asObject(entry);
	if (!line) return undefined;
	const inner = { ...line, ...asObject(line.kwargs), ...asObject(line.data) };
	// Language models also return content in parts: `[{ type: "text", text }]`.
	const parts = asObjects(inner.content).flatMap((part) => asText(part.text) ?? []);
	const text = asText(inner.text) ?? asText(inner.content) ?? asText(parts.join('\n')) ?? asText(inner.message);
	if (text !== undefined || 'text' in inner || 'content' in inner || 'message' in inner) {
		// LangChain serializes a message's class: `["langchain_core", "messages", "HumanMessage"]`.
		const ofClass = asText(asArray(line.id).at(-1))?.replace(/Message(?:Chunk)?$/, '').toLowerCase();
		const role = asText(inner.role) ?? ofClass ?? asText(line.type) ?? asText(inner.sender) ?? '';
		const [time, timestamp] = [inner.time, inner.timestamp].map((value) => asText(dateText(value) ?? value));
		return [{ role, text: (text ?? '').trim(), time: time ?? timestamp }];
	}
	const turns = ['human', 'ai'].flatMap((role) => (typeof line[role] === 'string' ? [{ role, text: line[role].trim() }] : []));
	return turns.length > 0 ? turns : undefined;
}

/** Roles from chat frameworks and language models, with the labels that the agent reads. */
const LABELS: Record<string, string> = {
	user: 'Customer', human: 'Customer', customer: 'Customer', client: 'Customer', visitor: 'Customer', contact: 'Customer',
	bot: 'Bot', ai: 'Bot', assistant: 'Bot', chatbot: 'Bot', agent: 'Agent', system: 'System',
};

const LEFT_OUT = '(Earlier messages were omitted.)';
const MAX_LABEL_LENGTH = 100; // Maximum characters of a label or time.

/**
 * Renders the transcript for the agent, with a label for each message, because Genesys Cloud shows all of it as the customer's.
 * Quotes further lines of a message, so that a customer can't imitate the bot.
 * @param maxLength in characters; omits the beginning beyond it, with a note
 */
export function renderTranscript(transcript: TranscriptLine[] | string, maxLength = Infinity): string {
	const room = Math.max(0, maxLength - LEFT_OUT.length - 1);
	if (typeof transcript === 'string') {
		const shown = quotedWhereLikeHeading(transcript);
		return shown.length <= maxLength ? shown : `${LEFT_OUT}\n${endOf(shown, room)}`;
	}
	const lines: string[] = [];
	let left = room;
	// Keep as many of the last lines as fit, including at least the head and the end of the very last one.
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

/** A year, a time, and a zone. Without a zone, the time would be read in the server's time zone. */
const TIME_WITH_ZONE = /^[^:]{0,20}\d{4}[^:]{0,10}\d:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:Z|UTC|GMT|[+-]\d{2})/i;
const COUNT = /^\d{9,}$/; // Time since 1970: seconds with fewer than twelve digits, otherwise milliseconds.
/** Shows times with a zone in UTC, and all others unchanged. */
function readableStamp(time: string): string {
	const isCount = COUNT.test(time);
	if (!isCount && !TIME_WITH_ZONE.test(time)) return time;
	const date = new Date(isCount ? Number(time) * (time.length < 12 ? 1000 : 1) : time);
	return Number.isNaN(date.getTime()) ? time : readableTime(date.toISOString());
}

const LINE = /[^\n\r\v\f\u0085\u2028\u2029]+/g;
/** Two dashes of any kind, or one that is as long, at the beginning of a line, like the headings of a handover. */
const LIKE_HEADING = /^[\s\p{Cf}]*(?:[\u2e3a\u2e3b]|[\p{Pd}\u2212\u23af\u2500\u2501]\p{Cf}*[\p{Pd}\u2212\u23af\u2500\u2501])/u;
/** Quotes each line that looks like a heading. */
export function quotedWhereLikeHeading(text: string): string {
	return text.replace(LINE, (line) => (LIKE_HEADING.test(line) ? `> ${line}` : line));
}
