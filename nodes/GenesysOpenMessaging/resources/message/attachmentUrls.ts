import { InvalidInputError } from '../../../../genesys/errors';
import { asObject, asText } from '../../../../genesys/json';
import type { InboundAttachment } from '../../../../genesys/openMessaging/messages';
import { httpUrl } from '../../../../genesys/urls';

/**
 * Attachments as workflows give them: a list of addresses, a text with one or more (each on a line of its own, or with
 * commas between), or a list of `{ url, mime, filename }`, so that the attachments of a trigger's event fit as they are.
 *
 * @throws InvalidInputError naming the entry that is no http(s) address
 */
export function parseAttachmentUrls(value: unknown): InboundAttachment[] {
	const entries = (Array.isArray(value) ? value : [value]).flatMap((entry: unknown) =>
		typeof entry === 'string' ? entry.split(BETWEEN_ADDRESSES) : [entry],
	);
	return entries.flatMap((entry, index): InboundAttachment[] => {
		const described = asObject(entry);
		const given = (described ? asText(described.url) : asText(entry))?.trim() ?? '';
		if (given === '' && !described) return [];
		const url = httpUrl(given);
		if (url === undefined) {
			throw new InvalidInputError(
				'Attachments',
				`Entry ${index + 1} of "Attachments" is not a web address`,
				'Give addresses that begin with https:// and that Genesys Cloud can fetch without logging in.',
			);
		}
		return [{ url, mime: asText(described?.mime), filename: asText(described?.filename) }];
	});
}

/** A line end, or a comma before the next address; other commas may be part of one. */
const BETWEEN_ADDRESSES = /\n|,\s*(?=https?:\/\/)/;
