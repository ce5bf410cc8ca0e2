import { beginningOf, quotedWhereLikeHeading } from './lines';
import { MAX_TEXT_LENGTH, splitText } from './text';
import type { TranscriptLine } from './transcript';
import { renderTranscript } from './transcriptText';

/** Headings in the agent's first message. */
export const SUMMARY_HEADING = '--- Summary ---';
export const TRANSCRIPT_HEADING = '--- Conversation so far ---';

/** As much as an agent reads, in characters, and never more parts than one message may have. */
export const MAX_HANDOVER_LENGTH = 30_000;

/** Lines are broken below half of a part's length, so that each part begins with the beginning of a line. */
const MAX_LINE_LENGTH = MAX_TEXT_LENGTH / 2 - 100;

const SHORTENED = '(Shortened.)';

export interface HandoverText {
	/** The customer's question, or why the bot hands over. */
	text: string;
	summary?: string;
	transcript?: TranscriptLine[] | string;
}

/**
 * What the agent reads first: the question, the summary, the transcript. A handover is never refused for its length: the
 * transcript gets the room that the other two leave, and loses its beginning. Nothing in the three can look like a
 * heading, nor a further line of a message like a line of the bot's.
 */
export function handoverText({ text, summary = '', transcript = [] }: HandoverText): string {
	const question = shortened(quotedWhereLikeHeading(text), MAX_HANDOVER_LENGTH);
	const room = Math.max(0, MAX_HANDOVER_LENGTH - question.length);
	const shownSummary = shortened(quotedWhereLikeHeading(summary), room);
	const shownTranscript = renderTranscript(transcript, room - shownSummary.length);
	const blocks = [question, under(SUMMARY_HEADING, shownSummary), under(TRANSCRIPT_HEADING, shownTranscript)];
	return blocks.filter((block) => block !== '').map(withShortLines).join('\n\n');
}

function under(heading: string, body: string): string {
	return body === '' ? '' : `${heading}\n${body}`;
}

function shortened(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	return [beginningOf(text, maxLength), SHORTENED].filter(Boolean).join('\n');
}

function withShortLines(text: string): string {
	return text
		.split('\n')
		.map((line) => splitText(line, MAX_LINE_LENGTH).join('\n> '))
		.join('\n');
}
