import type { IBinaryKeyData, IWebhookFunctions } from 'n8n-workflow';
import { cleanFileName, knownMime, type Attachment } from '../../../genesys/openMessaging/attachments';
import { clientCredentialsOf, CREDENTIAL } from '../../shared/credential';
import { download, type Downloaded } from './download';

/** Largest attachment in Genesys Cloud, in megabytes (source: help.mypurecloud.com, supported content). */
export const DEFAULT_MAX_MB = 25;

/** For all attachments of a delivery together: Genesys times out after 10 seconds, and n8n has to store the execution. */
const TIMEOUT_SECONDS = 6;

export interface DownloadedAttachments {
	/** As delivered, with the reason for those that could not be downloaded. */
	attachments: Attachment[];
	/** `attachment_0`, `attachment_1` …: the number is the place in `attachments`. */
	binary: IBinaryKeyData;
}

/** Downloads the attachments of a delivery. Never throws: a message must not be lost for its files. */
export async function downloadAttachments(
	context: IWebhookFunctions,
	attachments: Attachment[],
	maxMegabytes: number,
): Promise<DownloadedAttachments> {
	const limits = {
		maxBytes: (maxMegabytes > 0 ? maxMegabytes : DEFAULT_MAX_MB) * 1024 * 1024,
		signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000),
		timeoutSeconds: TIMEOUT_SECONDS,
	};
	// Read once for all; what goes wrong with it goes wrong for each of them below.
	const credentials = context.getCredentials(CREDENTIAL);
	const binary: IBinaryKeyData = {};
	const after = await Promise.all(
		attachments.map(async (attachment, index): Promise<Attachment> => {
			try {
				const { origins } = clientCredentialsOf(await credentials);
				const result = await download(context, attachment.url, origins, limits);
				const reason = 'reason' in result ? result.reason : reasonAgainst(result, attachment);
				if ('reason' in result || reason !== undefined) return { ...attachment, downloadError: `The file was not downloaded: ${reason}` };
				binary[`attachment_${index}`] = await keep(context, attachment, index, result);
				return attachment;
			} catch (error) {
				context.logger.error('Genesys Open Messaging Trigger: a downloaded file could not be stored', {
					reason: error instanceof Error ? error.message : 'unknown',
				});
				return { ...attachment, downloadError: 'The file was not downloaded: n8n could not store it' };
			}
		}),
	);
	return { attachments: after, binary };
}

/** A login page or a proxy's error page comes with status 200, too. */
function reasonAgainst({ mime: ofHost }: Exclude<Downloaded, { reason: string }>, { mime }: Attachment): string | undefined {
	const isPage = ofHost?.toLowerCase() === 'text/html' && knownMime(mime) !== undefined && mime?.toLowerCase() !== 'text/html';
	return isPage ? 'its host answered with a web page' : undefined;
}

async function keep(
	context: IWebhookFunctions,
	{ filename, mime, url }: Attachment,
	index: number,
	file: Exclude<Downloaded, { reason: string }>,
) {
	const name = filename ?? cleanFileName(new URL(url).pathname) ?? `attachment_${index}`;
	// Where neither Genesys nor the host knows the type, n8n looks at the name and the bytes.
	return await context.helpers.prepareBinaryData(file.bytes, name, knownMime(mime) ?? knownMime(file.mime));
}
