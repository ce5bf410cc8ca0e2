import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { monotonicNow } from '../../../genesys/time';

/** The part of an HTTP answer that shows how a delivery went. */
type Answer = Readonly<Pick<ReturnType<IWebhookFunctions['getResponseObject']>, 'writableEnded' | 'statusCode'>>;

/** `new`: not accepted before. `seen`: accepted before, so acknowledge and drop it. `pending`: still running, so ask for it again. */
export type Verdict = 'new' | 'seen' | 'pending';

/**
 * An answer that is not sent after this long, in milliseconds, counts as failed, though its workflow may still be running:
 * a message delivered twice is better than a lost one. More than half of the 85 seconds in which Genesys retries, so that
 * an overloaded n8n runs a message once more at most.
 */
const GIVEN_UP_MS = 45_000;
/** Deliveries remembered in one process. Genesys retries for 85 seconds, so this covers a dozen a second. */
const MAX_REMEMBERED = 1_000;

/**
 * Remembers the accepted deliveries of this process, to stop Genesys' common retries before they start an execution. One
 * that was answered with a 2xx is accepted. That is known only later, so the answer is kept and read when a retry arrives:
 * after a failure the retry must be accepted, or the message would be lost.
 */
export class SeenDeliveries {
	private readonly answers = new Map<string, { answer: Answer; since: number }>();

	constructor(private readonly now: () => number = monotonicNow) {}

	/** Judges a delivery and, when it is new, remembers the answer that it will get. */
	judge(key: string, answer: Answer): Verdict {
		const before = this.answers.get(key);
		if (before && !before.answer.writableEnded && this.now() - before.since < GIVEN_UP_MS) return 'pending';
		if (before?.answer.writableEnded && before.answer.statusCode < 300) return 'seen';
		this.answers.delete(key);
		this.answers.set(key, { answer, since: this.now() });
		const [oldest] = this.answers.keys();
		if (this.answers.size > MAX_REMEMBERED) this.answers.delete(oldest);
		return 'new';
	}

	/** Drops request and socket once it is known how it went. If the sender hung up before, the answer goes on being watched. */
	settle(key: string, answer: Answer): void {
		const known = this.answers.get(key);
		const { writableEnded, statusCode } = answer;
		if (known?.answer === answer && writableEnded) this.answers.set(key, { ...known, answer: { writableEnded, statusCode } });
	}
}

/** Shared by all triggers of this process; the keys tell them apart. */
const seenDeliveries = new SeenDeliveries();

/** How long a repeat waits for the outcome of the first, in milliseconds: below Genesys' time-out of 10 seconds. */
const PENDING_WAIT_MS = 8_000;
const PENDING_CHECK_MS = 100;
/** Repeats that wait at the same time in this process: n8n may keep an isolate of some 10 MB for each request until it is answered. */
const MAX_WAITING = 10;
let waiting = 0;

/** While testing nothing is remembered: people send the same sample again and again. */
export async function judge(context: IWebhookFunctions, deduplicationKey: string): Promise<Verdict> {
	if (context.getMode() === 'manual') return 'new';
	const response = context.getResponseObject();
	const key = [context.getWorkflow().id, context.getNode().id, deduplicationKey].join('/');
	let verdict = seenDeliveries.judge(key, response);
	if (verdict === 'pending' && waiting < MAX_WAITING) {
		waiting++;
		for (let waited = 0; verdict === 'pending' && waited < PENDING_WAIT_MS; waited += PENDING_CHECK_MS) {
			await sleep(PENDING_CHECK_MS);
			verdict = seenDeliveries.judge(key, response);
		}
		waiting--;
	}
	if (verdict === 'new') response.once('close', () => seenDeliveries.settle(key, response));
	return verdict;
}

/**
 * Turns a success that n8n reports for an execution that has not run into a failure, so that Genesys delivers again.
 *
 * With *When Finished* n8n answers 200, with a sentence, also where it finds no result: in queue mode, when Redis has lost its
 * last moments and reuses the number of a lost job. An execution that has run is answered without a body.
 */
export function refuseSuccessWithoutRun(context: IWebhookFunctions): void {
	const response = context.getResponseObject();
	const json = response.json.bind(response);
	response.json = (body?: unknown) => {
		if (response.statusCode < 300 && body !== undefined) response.status(500);
		return json(body);
	};
}
