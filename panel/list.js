/** @type {WeakMap<Element, string>} */
const keys = new WeakMap();

/**
 * Shows these items in a list. Unchanged items keep their nodes, with the focus and the agent's input.
 *
 * @template T
 * @param {HTMLElement} list inside a section, which is hidden while the list is empty
 * @param {T[]} items plain data
 * @param {(item: T) => HTMLElement} make
 * @param {(node: Element) => boolean} [isKept] whether to keep a node that no longer has an item
 * @param {(node: Element) => boolean} [isSpent] whether an equal item needs a new node
 */
export function showList(list, items, make, isKept = () => false, isSpent = () => false) {
	const left = [...list.children];
	const nodes = items.map((item) => {
		const key = JSON.stringify(item);
		const at = left.findIndex((node) => keys.get(node) === key && !isSpent(node));
		if (at >= 0) return left.splice(at, 1)[0];
		const node = make(item);
		keys.set(node, key);
		return node;
	});
	const wanted = [...left.filter(isKept), ...nodes];
	for (const node of left) if (!isKept(node)) node.remove();
	wanted.forEach((node, index) => {
		if (list.children[index] !== node) list.insertBefore(node, list.children[index]);
	});
	/** @type {HTMLElement} */ (list.parentElement).hidden = wanted.length === 0;
}
