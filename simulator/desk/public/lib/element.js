/**
 * Creates an HTML element. Strings become text nodes, so a customer's text can't become markup.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] `class`, `on…` functions, `data-…`/`aria-…` and other attributes;
 *   `null`, `undefined`, and `false` are omitted, `true` sets an empty attribute
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function element(tag, properties = {}, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(properties)) {
		if (value === null || value === undefined || value === false) continue;
		if (typeof value === 'function') node.addEventListener(name.slice(2).toLowerCase(), value);
		else node.setAttribute(name, value === true ? '' : String(value));
	}
	node.append(...children.filter((child) => child || child === ''));
	return node;
}
