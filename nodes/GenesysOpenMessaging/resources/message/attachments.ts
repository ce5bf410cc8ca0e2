import type { IBinaryData, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { InvalidInputError, shown } from '../../../../genesys/errors';
import { isPrivateHost } from '../../../../genesys/hosts';
import { asObject, asText } from '../../../../genesys/json';
import { requireFewFiles, type InboundAttachment } from '../../../../genesys/openMessaging/messages';
import { httpUrl } from '../../../../genesys/urls';
import { originsOf, readCredential } from '../../../shared/credential';
import type { ParameterReader } from '../../../shared/parameters';

export const attachmentsProperty: INodeProperties = {
	displayName: 'Attachments', name: 'attachments', type: 'string', default: [],
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Attachment' },
	placeholder: 'e.g. https://example.com/photo.jpg',
	description: 'URLs of files that Genesys Cloud can fetch without signing in, up to 25 MB each',
};

export const binaryFieldProperty: INodeProperties = {
	displayName: 'Input Binary Field', name: 'binaryPropertyName', type: 'string', default: '', placeholder: 'e.g. data',
	hint: 'Name of the input field that contains the file, or several names separated by commas',
	description: 'Files from the item to send, up to 25 MB each. Genesys Cloud fetches them from n8n, so n8n must be reachable from the internet and keep the execution.',
};

/**
 * The attachments of a message: files with a URL, then files of the item.
 * @throws InvalidInputError if there are too many, or if one is missing, too large, or out of Genesys Cloud's reach
 */
export async function attachmentsOf(context: IExecuteFunctions, parameters: ParameterReader, itemIndex: number): Promise<InboundAttachment[]> {
	const urls = parseAttachmentUrls(parameters.value('attachments'));
	const names = parameters.text('binaryPropertyName', FILES).split(',').map((name) => name.trim()).filter(Boolean);
	requireFewFiles(urls.length + names.length);
	return [...urls, ...(await itemFiles(context, names, itemIndex))];
}

/**
 * Reads attachments in any form that workflows produce: an array of URLs, text with URLs on separate lines or
 * comma-separated, or an array of `{ url, mime, filename }`, such as the attachments of a trigger's event.
 *
 * @throws InvalidInputError with the number of an entry that isn't an http or https URL
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
		if (url !== undefined) return [{ url, mime: asText(described?.mime), filename: asText(described?.filename) }];
		const advice = 'Enter URLs that start with https:// and that Genesys Cloud can fetch without signing in.';
		throw new InvalidInputError('Attachments', `Entry ${index + 1} of "Attachments" isn't a URL`, advice);
	});
}

/** A line end, or a comma before the next URL. Other commas can be part of a URL. */
const BETWEEN_ADDRESSES = /\n|,\s*(?=https?:\/\/)/;

const FILES = 'Input Binary Field';

/** How long a signed URL works. Genesys Cloud fetches and caches files; how soon is UNCONFIRMED. */
const SIGNED_FOR = '2 days';

/** Largest attachment that Genesys Cloud accepts, in bytes (source: help.mypurecloud.com, supported content). */
const MAX_BYTES = 25 * 1024 * 1024;

/** Files of an item, by the names of their binary fields. n8n signs a URL for each, and Genesys Cloud fetches the file from there. */
async function itemFiles(context: IExecuteFunctions, names: string[], itemIndex: number): Promise<InboundAttachment[]> {
	const files = names.map((name) => fileOf(context, name, itemIndex));
	const attachments: InboundAttachment[] = [];
	for (const file of files) {
		const url = context.helpers.createBinarySignedUrl(await settled(context, file), SIGNED_FOR);
		attachments.push({ url, mime: file.mimeType, filename: file.fileName });
	}
	if (attachments.length > 0) await requireReachable(context, attachments[0].url, itemIndex);
	return attachments;
}

function fileOf(context: IExecuteFunctions, name: string, itemIndex: number): IBinaryData {
	const file = assertedFile(context, name, itemIndex);
	if (!file) {
		const present = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
		throw unusable(
			`The item has no file in the binary field "${shown(name)}"`,
			present.length > 0
				? `The item has files in: ${present.join(', ')}. Enter one of these names.`
				: 'The item has no files. Check that the previous node outputs its file as binary data.',
		);
	}
	// Only stored files have an ID to sign. Other files are part of the execution's data.
	if (!file.id) {
		throw unusable(
			`n8n can't create a URL for the file in "${name}" because the file is in memory`,
			"Set N8N_DEFAULT_BINARY_DATA_MODE to filesystem (in queue mode: database or s3) and restart n8n. If it's already set, add a node that stores files, such as Convert to File, before this one.",
		);
	}
	if (file.bytes !== undefined && file.bytes > MAX_BYTES) {
		const size = `${(file.bytes / 1024 / 1024).toFixed(1)} MB`;
		throw unusable(`The file in "${name}" is ${size}, but Genesys Cloud accepts up to 25 MB`, 'Reduce its size, or send a link to it as text.');
	}
	return file;
}

/** n8n looks in both places where a workflow can keep files. */
function assertedFile(context: IExecuteFunctions, name: string, itemIndex: number): IBinaryData | undefined {
	try {
		return context.helpers.assertBinaryData(itemIndex, name);
	} catch {
		return undefined;
	}
}

/** Where n8n keeps a file from a webhook until the execution ends. */
const FOR_NOW = '/temp/';

/**
 * A file with a permanent ID. n8n moves a file from a webhook when the execution ends, which breaks any URL signed before.
 * Genesys Cloud therefore gets the URL of a copy, which n8n deletes together with the execution.
 */
async function settled(context: IExecuteFunctions, file: IBinaryData): Promise<IBinaryData> {
	if (!file.id?.includes(FOR_NOW)) return file;
	const { getBinaryStream, prepareBinaryData } = context.helpers;
	return await prepareBinaryData(await getBinaryStream(file.id), file.fileName, file.mimeType);
}

/** A local simulator reaches whatever n8n does. Genesys Cloud doesn't. */
async function requireReachable(context: IExecuteFunctions, url: string, itemIndex: number): Promise<void> {
	const origins = originsOf(await readCredential(context, itemIndex));
	const { origin, hostname } = new URL(url);
	if (origins.isOwnOrigin || !isPrivateHost(hostname)) return;
	throw unusable(
		`Genesys Cloud can't fetch files from ${origin} because it's inside your own network`,
		'Set N8N_WEBHOOK_URL (in older versions of n8n, WEBHOOK_URL) to the public URL of n8n, such as https://n8n.example.com/, and restart n8n. Genesys Cloud fetches files there, under /rest/binary-data/signed.',
	);
}

const unusable = (message: string, advice: string) => new InvalidInputError(FILES, message, advice);
