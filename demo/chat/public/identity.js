const KEPT_AS = 'chat.customer';

/**
 * The customer from `?customer=ada-42&name=Ada`, or a random one that this browser remembers.
 *
 * @returns {{ customerId: string, name: string }}
 */
export function identity() {
	const asked = new URL(location.href).searchParams;
	return { customerId: asked.get('customer') || remembered(), name: asked.get('name') || 'Guest' };
}

function remembered() {
	const kept = localStorage.getItem(KEPT_AS);
	if (kept) return kept;
	const fresh = `guest-${crypto.randomUUID().slice(0, 8)}`;
	localStorage.setItem(KEPT_AS, fresh);
	return fresh;
}
