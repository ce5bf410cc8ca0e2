/** Makes an HTML element; `on…` are listeners, empty values are left out, texts never become markup. */
export function element(tag, properties, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(properties)) {
		if (typeof value === 'function') node.addEventListener(name.slice(2).toLowerCase(), value);
		else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, String(value));
	}
	node.append(...children.filter(Boolean));
	return node;
}
