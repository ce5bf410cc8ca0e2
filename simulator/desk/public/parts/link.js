const TEXTS = {
	connecting: 'Connecting …',
	open: 'Connected',
	lost: 'Connection lost – reconnecting …',
};

/** Says whether what the desk shows is live. */
export function showLink(node, link) {
	if (node.dataset.link === link) return;
	node.dataset.link = link;
	node.textContent = TEXTS[link];
}
