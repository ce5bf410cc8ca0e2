import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { InvalidInputError } from '../../../../genesys/errors';
import { isPrivateHost } from '../../../../genesys/hosts';
import type { InboundAttachment } from '../../../../genesys/openMessaging/messages';
import { clientCredentialsOf, CREDENTIAL } from '../../../shared/credential';
import { shown } from '../../../shared/parameters';

const PARAMETER = 'Input Binary Field';

/** How long the signed address works. How long Genesys needs it is UNCONFIRMED; it fetches and caches files. */
const SIGNED_FOR = '2 days';

/** Largest attachment that Genesys Cloud takes, in bytes (source: help.mypurecloud.com, supported content). */
const MAX_BYTES = 25 * 1024 * 1024;

/**
 * Files of an item as attachments: n8n signs an address for each, under which Genesys fetches it from n8n itself.
 *
 * @param names of the binary fields
 * @throws InvalidInputError when a field is not there, the file is too large, it cannot be signed, or Genesys could
 * not reach the address
 */
export async function itemFiles(context: IExecuteFunctions, names: string[], itemIndex: number): Promise<InboundAttachment[]> {
	const files = names.map((name) => fileOf(context, name, itemIndex));
	const attachments: InboundAttachment[] = [];
	for (const file of files) {
		const url = context.helpers.createBinarySignedUrl(await settled(context, file), SIGNED_FOR);
		attachments.push({ url, mime: file.mimeType, filename: file.fileName });
	}
	if (attachments.length > 0) await requireReachable(context, attachments[0].url, itemIndex);
	return attachments;
}

/** Where n8n keeps a file that came in by a webhook, until the execution ends. */
const FOR_NOW = '/temp/';

/**
 * A file under an id that stays. One that came in by a webhook is moved when the execution ends, and an address signed
 * before that would be dead: Genesys gets the address of a copy, which n8n deletes together with the execution.
 */
async function settled(context: IExecuteFunctions, file: IBinaryData): Promise<IBinaryData> {
	if (!file.id?.includes(FOR_NOW)) return file;
	const { getBinaryStream, prepareBinaryData } = context.helpers;
	return await prepareBinaryData(await getBinaryStream(file.id), file.fileName, file.mimeType);
}

function fileOf(context: IExecuteFunctions, name: string, itemIndex: number): IBinaryData {
	const file = assertedFile(context, name, itemIndex);
	if (file) return usable(name, file);
	const present = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
	throw new InvalidInputError(
		PARAMETER,
		`The item has no file in the binary field "${shown(name)}"`,
		present.length > 0
			? `The item has files in: ${present.join(', ')}. Enter one of these names.`
			: 'The item has no files. Check the node before this one: it has to give its file as binary data.',
	);
}

/** n8n knows both places where a workflow may keep files. */
function assertedFile(context: IExecuteFunctions, name: string, itemIndex: number): IBinaryData | undefined {
	try {
		return context.helpers.assertBinaryData(itemIndex, name);
	} catch {
		return undefined;
	}
}

function usable(name: string, file: IBinaryData): IBinaryData {
	// Only what n8n has stored has an id to sign; the rest is carried along in the execution's own data.
	if (!file.id) {
		throw new InvalidInputError(
			PARAMETER,
			`n8n cannot make an address for the file in "${name}", because it keeps it in memory`,
			'Set N8N_DEFAULT_BINARY_DATA_MODE to filesystem (in queue mode: database or s3) and restart n8n. If that is set, the file was made by hand in a node; let it go through a node that stores files, such as Convert to File.',
		);
	}
	if (file.bytes !== undefined && file.bytes > MAX_BYTES) {
		throw new InvalidInputError(
			PARAMETER,
			`The file in "${name}" has ${(file.bytes / 1024 / 1024).toFixed(1)} MB, and Genesys Cloud takes 25 MB at most`,
			'Make it smaller, or send a link to it as text.',
		);
	}
	return file;
}

/** A simulator on this machine reaches everything that n8n does; the real Genesys Cloud does not. */
async function requireReachable(context: IExecuteFunctions, url: string, itemIndex: number): Promise<void> {
	const { origins } = clientCredentialsOf(await context.getCredentials(CREDENTIAL, itemIndex));
	const { origin, hostname } = new URL(url);
	if (origins.isOwnOrigin || !isPrivateHost(hostname)) return;
	throw new InvalidInputError(
		PARAMETER,
		`Genesys Cloud cannot fetch files from ${origin}: it is an address inside your own network`,
		'Set N8N_WEBHOOK_URL to the public URL of n8n (for example https://n8n.example.com/; older versions of n8n read WEBHOOK_URL) and restart n8n. Genesys Cloud fetches files there, under /rest/binary-data/signed.',
	);
}
