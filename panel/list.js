/** @type {WeakMap<Element, string>} */
const keys = new WeakMap();

/**
 * Makes a list show these items. What stays the same is left alone, with its focus and what was typed there.
 *
 * @template T
 * @param {HTMLElement} list in a section, which is hidden while the list is empty
 * @param {T[]} items plain data
 * @param {(item: T) => HTMLElement} make
 * @param {(node: Element) => boolean} [isKept] is this one in use, though no item is it any longer?
 */
export function showList(list, items, make, isKept = () => false) {
	const left = [...list.children];
	const nodes = items.map((item) => {
		const key = JSON.stringify(item);
		const at = left.findIndex((node) => keys.get(node) === key);
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
