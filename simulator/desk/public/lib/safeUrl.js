/** Schemes that may become a link, unlike a customer's `javascript:` URLs. */
const LINKABLE = new Set(['http:', 'https:']);

/** The URL if it is safe to link to, otherwise null. */
export function safeLink(address) {
	const url = parsed(address);
	return url && LINKABLE.has(url.protocol) ? url.href : null;
}

/** The URL if it is safe to show as a picture (including `data:image/…`), otherwise null. */
export function safePicture(address) {
	const url = parsed(address);
	return url?.protocol === 'data:' && url.pathname.startsWith('image/') ? url.href : safeLink(address);
}

function parsed(address) {
	if (typeof address !== 'string' || address === '') return null;
	return URL.canParse(address, location.href) ? new URL(address, location.href) : null;
}
