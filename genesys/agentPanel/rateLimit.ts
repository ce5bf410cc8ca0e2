import { createHmac, randomBytes } from 'node:crypto';
import { remember } from '../freshCache';
import { monotonicNow } from '../time';
import type { Refusal } from './refusal';

const WINDOW_MS = 60_000;
export const REQUESTS_PER_MINUTE = 30;

/** Counts requests by token. Of a token only a digest stays, with a key that this process alone has. */
export class RateLimit {
	private readonly key = randomBytes(32);
	private readonly taken = new Map<string, number[]>();

	/** @param maxTokens with more, the one that has been quiet longest is forgotten */
	constructor(private readonly maxTokens: number, private readonly now = monotonicNow) {}

	/** Counts the request. Returns what is to be answered instead when there were too many in the last minute. */
	take(token: string): Refusal | undefined {
		const digest = createHmac('sha256', this.key).update(token).digest('base64');
		const now = this.now();
		const recent = (this.taken.get(digest) ?? []).filter((at) => now - at < WINDOW_MS);
		if (recent.length >= REQUESTS_PER_MINUTE) {
			const retryAfter = Math.ceil((recent[0] + WINDOW_MS - now) / 1000);
			return { status: 429, code: 'tooMany', message: `The panel has asked too often. Try again in ${retryAfter} seconds.`, retryAfter };
		}
		remember(this.taken, digest, [...recent, now], this.maxTokens);
		return undefined;
	}
}
