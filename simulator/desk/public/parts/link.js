const TEXTS = {
	connecting: 'Connecting …',
	open: 'Connected',
	lost: 'Connection lost – reconnecting …',
};

/** Shows whether the desk is connected. */
export function showLink(node, link) {
	if (node.dataset.link === link) return;
	node.dataset.link = link;
	node.textContent = TEXTS[link];
}
