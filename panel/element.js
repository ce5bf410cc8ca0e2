/**
 * Creates an element. Text is inserted as text, never as HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [properties]
 * @param {...(Node | string)} children
 */
export function element(tag, properties, ...children) {
	const node = Object.assign(document.createElement(tag), properties);
	node.append(...children);
	return node;
}

/**
 * Creates an element for external text, with its own text direction.
 *
 * @param {keyof HTMLElementTagNameMap} tag
 * @param {string} textContent
 */
export const textIn = (tag, textContent) => element(tag, { className: 'text', dir: 'auto', textContent });

/** @param {string} id of an element in panel.html */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
