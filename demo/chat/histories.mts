import type { Entry, StoredEntry } from './entry.mts';

/** What is shown for a moment and not kept. */
export interface Signal {
	kind: 'typing';
	/** How long it holds, in milliseconds. */
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

/** Every customer's chat, in memory: a restart forgets them. */
export interface Histories {
	/** The entries of one customer, in the order in which they are shown. */
	list(customerId: string): StoredEntry[];
	/** One entry, if there is one with this message id. */
	find(customerId: string, messageId: string): StoredEntry | undefined;
	/** Adds an entry; does nothing and gives `false` when its message id is already there. */
	add(customerId: string, entry: Entry): boolean;
	/** Changes the status of an entry that is there. */
	setStatus(customerId: string, messageId: string, status: 'sending' | 'sent' | 'failed'): void;
	/** Passes a signal to whoever is listening. */
	signal(customerId: string, signal: Signal): void;
	/** Reports each entry that is added or changed, and each signal; the answer ends that. */
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

/** The last place; for an entry that comes late, the one before the first that was there after it was written. */
function positionOf({ writtenAt }: Entry, shown: StoredEntry[]): number {
	const later = writtenAt === undefined ? -1 : shown.findIndex((other) => (other.writtenAt ?? other.time) > writtenAt);
	if (later === -1) return (shown.at(-1)?.position ?? 0) + 1;
	const before = later === 0 ? 0 : shown[later - 1].position;
	return (before + shown[later].position) / 2;
}
