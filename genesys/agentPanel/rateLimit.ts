import { createHmac, randomBytes } from 'node:crypto';
import { remember } from '../freshCache';
import { monotonicNow } from '../time';
import type { Refusal } from './refusal';

const WINDOW_MS = 60_000;
export const REQUESTS_PER_MINUTE = 30;

/** Counts requests per token. Stores only a digest of the token, keyed with a secret of this process. */
export class RateLimit {
	private readonly key = randomBytes(32);
	private readonly taken = new Map<string, number[]>();

	/** @param maxTokens beyond this, the least recently used token is dropped */
	constructor(private readonly maxTokens: number, private readonly now = monotonicNow) {}

	/** Counts the request. Returns a refusal if there were too many in the last minute. */
	take(token: string): Refusal | undefined {
		const digest = createHmac('sha256', this.key).update(token).digest('base64');
		const now = this.now();
		const recent = (this.taken.get(digest) ?? []).filter((at) => now - at < WINDOW_MS);
		if (recent.length >= REQUESTS_PER_MINUTE) {
			const retryAfter = Math.ceil((recent[0] + WINDOW_MS - now) / 1000);
			return { status: 429, code: 'tooMany', message: `The panel sent too many requests. Try again in ${retryAfter} seconds.`, retryAfter };
		}
		remember(this.taken, digest, [...recent, now], this.maxTokens);
		return undefined;
	}
}
