import { InvalidInputError } from '../../../../genesys/errors';
import { asObject, asText } from '../../../../genesys/json';
import type { InboundAttachment } from '../../../../genesys/openMessaging/inbound';

/**
 * Attachments as workflows give them: a list of addresses, one address, a text with one an item line, or a list of
 * `{ url, mime, filename }` (so that the attachments of a trigger's event fit as they are).
 *
 * @throws InvalidInputError naming the entry that is no http(s) address
 */
export function parseAttachmentUrls(value: unknown): InboundAttachment[] {
	// A line end within an address would be taken out silently, and two addresses become one.
	const entries = (Array.isArray(value) ? value : [value]).flatMap((entry: unknown) =>
		typeof entry === 'string' ? entry.split('\n') : [entry],
	);
	return entries.flatMap((entry): InboundAttachment[] => {
		const described = asObject(entry);
		const url = (described ? asText(described.url) : asText(entry))?.trim() ?? '';
		if (url === '' && !described) return [];
		if (!isHttpUrl(url)) {
			throw new InvalidInputError(
				'Attachments',
				`"Attachments" has "${url}", which is not a web address`,
				'Give addresses that begin with https:// and that Genesys Cloud can fetch without logging in.',
			);
		}
		return [{ url, mime: asText(described?.mime), filename: asText(described?.filename) }];
	});
}

function isHttpUrl(text: string): boolean {
	return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
