const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Genesys repeats a delivery for 85 seconds, so an old one was replayed: out of a log or a backup, say. The window is wide
 * on purpose, as a wrong clock or a proxy that has queued deliveries must not cost a customer a message.
 */
export const MAX_AGE_DAYS = 365;

/**
 * Was this delivery signed so long ago that somebody else must have sent it? One without a readable time counts as new,
 * and so does one from the future: it cannot be a replay, the clock here is behind.
 *
 * @param time the delivery's own, as ISO-8601; the signature covers it
 * @param now milliseconds since 1970
 */
export function isReplay(time: string | undefined, now: number): boolean {
	return now - Date.parse(time ?? '') > MAX_AGE_DAYS * DAY_MS;
}
