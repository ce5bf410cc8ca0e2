import { sleep, type IWebhookFunctions } from 'n8n-workflow';
import { remember } from '../../../genesys/freshCache';
import { monotonicNow } from '../../../genesys/time';
import { WHEN_FINISHED } from './registration';

type Answer = Readonly<Pick<ReturnType<IWebhookFunctions['getResponseObject']>, 'writableEnded' | 'statusCode'>>;
/** `seen`: accepted before, so acknowledge and drop it. `pending`: still running, so ask for it again. */
export type Verdict = 'new' | 'seen' | 'pending';
/** After this, a missing response counts as failed: better twice than lost. Over half of Genesys' 85 seconds of retries, so at most one extra run. */
const GIVEN_UP_MS = 45_000;
const MAX_REMEMBERED = 1_000; // Genesys retries for 85 seconds, so this covers a dozen deliveries a second.

/** Drops retries of deliveries that got a 2xx. After a failure, the retry must be accepted. */
export class SeenDeliveries {
	private readonly answers = new Map<string, { answer: Answer; since: number }>();
	constructor(private readonly now: () => number = monotonicNow) {}

	/** Remembers the response of a new delivery. */
	judge(key: string, answer: Answer): Verdict {
		const before = this.answers.get(key);
		if (before && !before.answer.writableEnded && this.now() - before.since < GIVEN_UP_MS) return 'pending';
		if (before?.answer.writableEnded && before.answer.statusCode < 300) return 'seen';
		remember(this.answers, key, { answer, since: this.now() }, MAX_REMEMBERED);
		return 'new';
	}

	/** Releases request and socket once the outcome is known. If the sender disconnected first, keeps watching the response. */
	settle(key: string, answer: Answer): void {
		const known = this.answers.get(key);
		const { writableEnded, statusCode } = answer;
		if (known?.answer === answer && writableEnded) this.answers.set(key, { ...known, answer: { writableEnded, statusCode } });
	}
}

/** Shared by all triggers of this process. */
const seenDeliveries = new SeenDeliveries();
/** How long a repeat waits for the first delivery's outcome: below Genesys' timeout of 10 seconds. */
const PENDING_WAIT_MS = 8_000;
const PENDING_CHECK_MS = 100;
/** Maximum concurrent waits: n8n may keep an isolate of about 10 MB per request until the response. */
const MAX_WAITING = 10;
let waiting = 0;

/** Remembers nothing during a test, where users send the same sample repeatedly. */
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
 * With *When Finished*, n8n responds with 200 and a message if it finds no result (in queue mode, after Redis has lost data),
 * and without a body if an execution ran. Turns the message into a failure, so that Genesys delivers again.
 */
export function refuseSuccessWithoutRun(context: IWebhookFunctions): void {
	if (context.getWebhookName() !== WHEN_FINISHED) return;
	const response = context.getResponseObject();
	const json = response.json.bind(response);
	response.json = (body?: unknown) => {
		if (response.statusCode < 300 && body !== undefined) response.status(500);
		return json(body);
	};
}
