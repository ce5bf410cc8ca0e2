import { readableTime } from '../time';
import { endOf, LINE_ENDS, quotedWhereLikeHeading } from './lines';
import type { TranscriptLine } from './transcript';

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

/** Stands in place of what did not fit. */
const LEFT_OUT = '(Earlier messages were left out.)';

/** Longest label or time, which are a word or two. */
const MAX_LABEL_LENGTH = 100;

/**
 * The transcript as the agent reads it: one labelled line for each message, with its time where it has one. Empty when
 * there is nothing to show. History cannot be back-dated nor sent as the bot's own messages: whatever goes in is shown
 * as the customer's, so labels are the only way to tell the sides apart. So a message's further lines are quoted: what a
 * customer writes cannot look like a line of the bot's.
 *
 * @param maxLength in characters; what goes beyond is left out at the beginning, and a line says so
 */
export function renderTranscript(transcript: TranscriptLine[] | string, maxLength = Infinity): string {
	const room = Math.max(0, maxLength - LEFT_OUT.length - 1);
	if (typeof transcript === 'string') {
		const shown = quotedWhereLikeHeading(transcript);
		return shown.length <= maxLength ? shown : `${LEFT_OUT}\n${endOf(shown, room)}`;
	}
	const { lines, areAll } = lastLines(transcript, room);
	return (areAll ? lines : [LEFT_OUT, ...lines]).join('\n');
}

/** As many of the last lines as there is room for; of the very last one at least its end. */
function lastLines(transcript: TranscriptLine[], room: number): { lines: string[]; areAll: boolean } {
	const lines: string[] = [];
	let left = room;
	for (const line of transcript.slice().reverse()) {
		const whole = renderLine(line);
		const shown = whole.length > left && lines.length === 0 ? endOfLine(line, whole, left) : whole;
		if (shown.length > left) break;
		lines.push(shown);
		left -= shown.length + 1;
	}
	return { lines: lines.reverse(), areAll: lines.length === transcript.length };
}

/** Who wrote it and when, and the end of what they wrote. */
function endOfLine(line: TranscriptLine, whole: string, room: number): string {
	const head = `${renderLine({ ...line, text: '…' })}\n> `;
	return head + endOf(whole, Math.max(0, room - head.length)).replace(/^> /, '');
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

/** A count since 1970: in seconds below twelve digits, else in milliseconds. */
const COUNT = /^\d{9,}$/;

/** Times that say when they were, in whatever zone, are shown in UTC; all others as they came. */
function readableStamp(time: string): string {
	const isCount = COUNT.test(time);
	if (!isCount && !TIME_WITH_ZONE.test(time)) return time;
	const date = new Date(isCount ? Number(time) * (time.length < 12 ? 1000 : 1) : time);
	return Number.isNaN(date.getTime()) ? time : readableTime(date.toISOString());
}
