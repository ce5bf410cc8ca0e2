import { monotonicNow } from '../time';
import { fingerprintOf } from './boundToken';
import type { ClientCredentials } from './login';

/**
 * One token call for many requests that find their token expired at the same moment.
 *
 * n8n keeps the token in the credential and asks for a new one after every 401, without a lock: thirty messages in flight
 * would make thirty token calls, which Genesys limits. Here the first one calls, the others wait for the same answer, and
 * a later one with the same old token gets the new one at once.
 *
 * Each process has its own. That is safe, since Genesys' tokens do not invalidate each other.
 */
export class TokenCache {
	private readonly latest = new Map<string, { token: string; fetchedAt: number }>();
	private readonly inFlight = new Map<string, Promise<string>>();

	constructor(private readonly now: () => number = monotonicNow) {}

	/**
	 * @param rejected the token that Genesys no longer accepts; empty when there is none yet
	 * @param fetchToken makes the real call; if it rejects, so do all that wait for it, and the next one calls anew
	 */
	async renew(credentials: ClientCredentials, rejected: string, fetchToken: () => Promise<string>): Promise<string> {
		// The secret is part of the key, so that a client with a wrong secret never gets the token of the right one.
		const key = fingerprintOf(credentials);
		const known = this.latest.get(key);
		const isFresh = known !== undefined && this.now() - known.fetchedAt < FRESH_MS;
		if (isFresh && rejected !== '' && known.token !== rejected) return known.token;

		const running = this.inFlight.get(key);
		if (running) return await running;
		const call = fetchToken();
		this.inFlight.set(key, call);
		try {
			const token = await call;
			this.remember(key, token);
			return token;
		} finally {
			this.inFlight.delete(key);
		}
	}

	private remember(key: string, token: string): void {
		this.latest.delete(key);
		this.latest.set(key, { token, fetchedAt: this.now() });
		if (this.latest.size > MAX_CLIENTS) {
			const [oldest] = this.latest.keys();
			this.latest.delete(oldest);
		}
	}
}

/**
 * How long a token counts as newer than one that was refused, in milliseconds: twice the longest wait for an answer.
 * After that, the refused one may be another worker's, fetched after ours, and ours may have expired.
 */
const FRESH_MS = 60_000;

/** With more OAuth clients than this in one process, the oldest only lose the sharing. */
const MAX_CLIENTS = 500;
