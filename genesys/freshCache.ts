import { monotonicNow } from './time';

/** Remembers answers for a short time. Callers that ask while an answer is on the way share it; a failure is not kept. */
export class FreshCache<T> {
	private readonly entries = new Map<string, { value: T; readAt: number }>();
	private readonly reading = new Map<string, Promise<T>>();

	/** @param maxEntries with more, the oldest is forgotten */
	constructor(private readonly maxAgeMs: number, private readonly maxEntries: number, private readonly now = monotonicNow) {}

	/** @param isUsable for callers who need a newer answer, or know that one is outdated */
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

	/** Forgets all answers. One that is on the way reaches its callers and is not kept. */
	clear(): void {
		this.entries.clear();
		this.reading.clear();
	}
}

/** Makes an entry the newest of a map; beyond `maxEntries`, the oldest is forgotten. */
export function remember<T>(entries: Map<string, T>, key: string, value: T, maxEntries: number): void {
	entries.delete(key);
	entries.set(key, value);
	const [oldest] = entries.keys();
	if (entries.size > maxEntries) entries.delete(oldest);
}
