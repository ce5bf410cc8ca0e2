/** Notices customers who have closed their page. */
export interface Vanished {
	/** A page of the customer's is open until the answer is called. */
	pageOpened(customerId: string): () => void;
	/** From now on nobody is noticed any more. */
	close(): void;
}

/**
 * @param afterMs how long a customer's last page has to be gone: a reload, or a short time without a network, is none
 * @param onVanished is called with the customer
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
