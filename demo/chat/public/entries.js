/**
 * The chat as the page knows it: what the server has, and what was just written and may not have got there.
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
		/** Everything that the server has, after connecting. */
		replace: change((entries) => {
			stored = new Map();
			entries.forEach(take);
		}),
		put: change(take),
		/** Written here, not known to the server yet. */
		write: change((entry) => own.set(entry.messageId, { ...entry, status: 'sending' })),
		/** `sending` again, or what became of it: `sent` or `failed`. */
		setStatus: change((messageId, status) => {
			const entries = own.has(messageId) ? own : stored;
			if (entries.has(messageId)) entries.set(messageId, { ...entries.get(messageId), status });
		}),
		list: () => [...[...stored.values()].sort((a, b) => a.position - b.position), ...own.values()],
	};
}
