/** The data of each node, which isn't redrawn while its data stays the same. */
const drawnFrom = new WeakMap();

/**
 * Makes the children of `parent` match `items`, updating only what changed. The desk gets its whole state after
 * every change, and redrawing everything would lose focus, selection, and scroll position.
 *
 * @template T
 * @param {HTMLElement} parent
 * @param {T[]} items plain data
 * @param {{ key: (item: T) => string, render: (item: T, before?: HTMLElement) => HTMLElement }} how `key` is unique
 * among the items; `render` may reuse unchanged parts of the node `before`, which is removed
 */
export function reconcile(parent, items, { key, render }) {
	const wanted = new Set(items.map(key));
	for (const node of [...parent.children]) if (!wanted.has(node.dataset.key)) node.remove();
	const present = new Map([...parent.children].map((node) => [node.dataset.key, node]));

	items.forEach((item, index) => {
		const node = upToDate(present.get(key(item)), item, render);
		node.dataset.key = key(item);
		if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
	});
}

function upToDate(node, item, render) {
	const data = JSON.stringify(item);
	if (node && drawnFrom.get(node) === data) return node;
	const hadFocus = node?.contains(document.activeElement);
	const fresh = render(item, node);
	drawnFrom.set(fresh, data);
	if (node) {
		node.replaceWith(fresh);
		if (hadFocus) fresh.querySelector('button, a, select')?.focus();
	}
	return fresh;
}
