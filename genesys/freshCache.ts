import { monotonicNow } from './time';

/** Short-term cache. Concurrent callers share one read. Failures aren't cached. */
export class FreshCache<T> {
	private readonly entries = new Map<string, { value: T; readAt: number }>();
	private readonly reading = new Map<string, Promise<T>>();

	/** @param maxEntries maximum number of entries, after which the oldest is dropped */
	constructor(private readonly maxAgeMs: number, private readonly maxEntries: number, private readonly now = monotonicNow) {}

	/** @param isUsable returns false if the caller needs a newer value */
	async get(key: string, read: () => Promise<T>, isUsable: (value: T, ageMs: number) => boolean = () => true): Promise<T> {
		const known = this.entries.get(key);
		const ageMs = known ? this.now() - known.readAt : Infinity;
		if (known && ageMs < this.maxAgeMs && isUsable(known.value, ageMs)) return known.value;
		const running = this.reading.get(key);
		if (running) return await running;
		const reading = read();
		this.reading.set(key, reading);
		try {
			const value = await reading;
			if (this.reading.get(key) === reading) remember(this.entries, key, { value, readAt: this.now() }, this.maxEntries);
			return value;
		} finally {
			if (this.reading.get(key) === reading) this.reading.delete(key);
		}
	}

	/** Drops all values. Pending reads still reach their callers but aren't cached. */
	clear(): void {
		this.entries.clear();
		this.reading.clear();
	}
}

/** Makes an entry the newest in a map. Beyond `maxEntries`, drops the oldest. */
export function remember<T>(entries: Map<string, T>, key: string, value: T, maxEntries: number): void {
	entries.delete(key);
	entries.set(key, value);
	const [oldest] = entries.keys();
	if (entries.size > maxEntries) entries.delete(oldest);
}
