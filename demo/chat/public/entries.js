/**
 * The chat as the page knows it: the server's entries, and new ones that may not have reached the server.
 *
 * @param {() => void} onChange called after every change
 */
export function createEntries(onChange) {
	/** @type {Map<string, object>} by message id */
	let stored = new Map();
	/** @type {Map<string, object>} by message id */
	const own = new Map();

	const change = (action) => (...values) => {
		action(...values);
		onChange();
	};
	const take = (entry) => {
		stored.set(entry.messageId, entry);
		own.delete(entry.messageId);
	};

	return {
		/** Replaces all entries with the server's after connecting. */
		replace: change((entries) => {
			stored = new Map();
			entries.forEach(take);
		}),
		put: change(take),
		/** Adds an entry that the server doesn't have yet. */
		write: change((entry) => own.set(entry.messageId, { ...entry, status: 'sending' })),
		/** Sets the status: `sending`, `sent`, or `failed`. */
		setStatus: change((messageId, status) => {
			const entries = own.has(messageId) ? own : stored;
			if (entries.has(messageId)) entries.set(messageId, { ...entries.get(messageId), status });
		}),
		list: () => [...[...stored.values()].sort((a, b) => a.position - b.position), ...own.values()],
	};
}
