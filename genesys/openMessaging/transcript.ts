import { InvalidInputError } from '../errors';
import { asArray, asObject, asObjects, asText, parseJson } from '../json';
import { dateText } from '../time';

/** One line of the conversation that the bot had so far. */
export interface TranscriptLine {
	/** Who said it: `user`, `bot` …; another word is shown as it is where it has no label of its own. */
	role: string;
	text: string;
	/** When: ISO-8601, a count since 1970, or whatever is to be shown; optional. */
	time?: string;
}

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
