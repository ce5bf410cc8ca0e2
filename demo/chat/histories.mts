import type { Entry, StoredEntry } from './entry.mts';

/** Shown temporarily and not stored. */
export interface Signal {
	kind: 'typing';
	/** Duration in milliseconds. */
	ms: number;
}

export interface Listener {
	onEntry(entry: StoredEntry): void;
	onSignal(signal: Signal): void;
}

interface History {
	entries: Map<string, StoredEntry>;
	version: number;
	listeners: Set<Listener>;
}

/** All customers' chats, in memory. */
export interface Histories {
	/** A customer's entries, in display order. */
	list(customerId: string): StoredEntry[];
	/** The entry with this message ID, if any. */
	find(customerId: string, messageId: string): StoredEntry | undefined;
	/** Adds an entry. Returns `false` and does nothing if its message ID exists. */
	add(customerId: string, entry: Entry): boolean;
	/** Changes an entry's status. */
	setStatus(customerId: string, messageId: string, status: 'sending' | 'sent' | 'failed'): void;
	/** Passes a signal to all listeners. */
	signal(customerId: string, signal: Signal): void;
	/** Reports each added or changed entry and each signal. Returns a function that unsubscribes. */
	listen(customerId: string, listener: Listener): () => void;
}

export function createHistories(): Histories {
	const histories = new Map<string, History>();

	function historyOf(customerId: string): History {
		const known = histories.get(customerId);
		if (known) return known;
		const fresh: History = { entries: new Map(), version: 0, listeners: new Set() };
		histories.set(customerId, fresh);
		return fresh;
	}

	function store(history: History, entry: Omit<StoredEntry, 'version'>): void {
		history.version += 1;
		const stored = { ...entry, version: history.version };
		history.entries.set(entry.messageId, stored);
		for (const { onEntry } of history.listeners) onEntry(stored);
	}

	return {
		list: (customerId) => inOrder(histories.get(customerId)?.entries),
		find: (customerId, messageId) => histories.get(customerId)?.entries.get(messageId),
		add(customerId, entry) {
			const history = historyOf(customerId);
			if (history.entries.has(entry.messageId)) return false;
			store(history, { ...entry, position: positionOf(entry, inOrder(history.entries)) });
			return true;
		},
		setStatus(customerId, messageId, status) {
			const history = historyOf(customerId);
			const entry = history.entries.get(messageId);
			if (entry) store(history, { ...entry, status });
		},
		signal(customerId, signal) {
			for (const { onSignal } of historyOf(customerId).listeners) onSignal(signal);
		},
		listen(customerId, listener) {
			const { listeners } = historyOf(customerId);
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

function inOrder(entries: History['entries'] = new Map()): StoredEntry[] {
	return [...entries.values()].sort((a, b) => a.position - b.position);
}

/** The last position, or for a late entry, the one before the first entry that appeared after it was written. */
function positionOf({ writtenAt }: Entry, shown: StoredEntry[]): number {
	const later = writtenAt === undefined ? -1 : shown.findIndex((other) => (other.writtenAt ?? other.time) > writtenAt);
	if (later === -1) return (shown.at(-1)?.position ?? 0) + 1;
	const before = later === 0 ? 0 : shown[later - 1].position;
	return (before + shown[later].position) / 2;
}
