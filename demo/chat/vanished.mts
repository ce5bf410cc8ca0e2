/** Detects customers who closed their page. */
export interface Vanished {
	/** Counts an open page of the customer until the returned function is called. */
	pageOpened(customerId: string): () => void;
	/** Stops detection. */
	close(): void;
}

/**
 * @param afterMs how long a customer's last page must be closed, longer than a reload or a short network outage
 * @param onVanished called with the customer's ID
 */
export function watchForVanished(afterMs: number, onVanished: (customerId: string) => void): Vanished {
	const pages = new Map<string, number>();
	const timers = new Map<string, NodeJS.Timeout>();
	let isClosed = false;
	return {
		pageOpened(customerId) {
			pages.set(customerId, (pages.get(customerId) ?? 0) + 1);
			clearTimeout(timers.get(customerId));
			return () => {
				const left = (pages.get(customerId) ?? 1) - 1;
				pages.set(customerId, left);
				if (left === 0 && !isClosed) timers.set(customerId, setTimeout(onVanished, afterMs, customerId));
			};
		},
		close() {
			isClosed = true;
			for (const timer of timers.values()) clearTimeout(timer);
		},
	};
}
