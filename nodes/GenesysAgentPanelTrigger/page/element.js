/**
 * One element. Text goes into it as text, never as HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 * @param {...(Node | string)} children
 */
export function element(tag, properties, ...children) {
	const node = Object.assign(document.createElement(tag), properties);
	node.append(...children);
	return node;
}

/** A text from outside, in its own direction. */
export const textIn = (tag, textContent) => element(tag, { className: 'text', dir: 'auto', textContent });

export const byId = (id) => document.getElementById(id);
