/** Schemes that may become a link. `javascript:` and its like, sent by a customer, must not. */
const LINKABLE = new Set(['http:', 'https:']);

/** The address when it may be linked to, otherwise null. */
export function safeLink(address) {
	const url = parsed(address);
	return url && LINKABLE.has(url.protocol) ? url.href : null;
}

/** The address when it may be shown as a picture (also `data:image/…`), otherwise null. */
export function safePicture(address) {
	const url = parsed(address);
	return url?.protocol === 'data:' && url.pathname.startsWith('image/') ? url.href : safeLink(address);
}

function parsed(address) {
	if (typeof address !== 'string' || address === '') return null;
	return URL.canParse(address, location.href) ? new URL(address, location.href) : null;
}
