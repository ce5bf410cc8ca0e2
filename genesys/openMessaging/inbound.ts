import { withoutUndefined } from '../json';
import { mediaTypeOf, mimeOf, UNKNOWN_MIME, type MediaType } from './attachments';
import { cleanFileName, fileNameIn } from './fileName';

export const CUSTOMER_ID_TYPES = ['Opaque', 'Email', 'Phone'] as const;
export type CustomerIdType = (typeof CUSTOMER_ID_TYPES)[number];

/** The customer as Genesys is told. `id` is who they are across chats; the rest is what the agent sees. */
export interface Customer {
	id: string;
	idType: CustomerIdType;
	firstName?: string;
	lastName?: string;
	nickname?: string;
	email?: string;
	/** URL of a picture. */
	image?: string;
}

/** A file for Genesys to fetch: it must be readable at `url`, http or https, without credentials, and is cached by it. */
export interface InboundAttachment {
	url: string;
	mime?: string;
	filename?: string;
}

export interface InboundMessage {
	customer: Customer;
	/** Your id of the message; equal id and time mark a repeat. */
	messageId: string;
	/** ISO-8601, UTC. */
	time: string;
	text?: string;
	/** At most one: "If contentType = Attachment only one item is allowed" (OpenMessageContent). */
	attachment?: InboundAttachment;
	/** Participant data of the customer; all values strings. */
	customAttributes?: Record<string, string>;
}

/** Body of `POST /api/v2/conversations/messages/{integrationId}/inbound/open/message` (OpenInboundNormalizedMessage). */
export interface InboundMessageBody {
	channel: {
		from: Customer;
		messageId: string;
		time: string;
		/** The SDK's type does not name `customAttributes`, but the API takes them here and nowhere else. */
		metadata?: { customAttributes: Record<string, string> };
	};
	text?: string;
	content?: Array<{ attachment: { mediaType: MediaType; url: string; mime: string; filename?: string } }>;
}

/** Builds the request body. Empty fields are left out: Genesys refuses or shows empty strings. */
export function buildMessage(message: InboundMessage): InboundMessageBody {
	const { customer, messageId, time, text, attachment, customAttributes = {} } = message;
	return withoutUndefined<InboundMessageBody>({
		channel: withoutUndefined({
			from: withoutEmpty(customer),
			messageId,
			time,
			metadata: Object.keys(customAttributes).length > 0 ? { customAttributes } : undefined,
		}),
		text: text === '' ? undefined : text,
		content: attachment ? [{ attachment: describeAttachment(attachment) }] : undefined,
	});
}

function describeAttachment({ url, mime, filename }: InboundAttachment) {
	const name = cleanFileName(filename) ?? fileNameIn(url);
	const type = essenceOf(mime) ?? (name ? mimeOf(name) : UNKNOWN_MIME);
	return withoutUndefined({ mediaType: mediaTypeOf(type), url, mime: type, filename: name });
}

/** A MIME type without its parameters (`audio/ogg; codecs=opus`), as supported content profiles name them. */
function essenceOf(mime = ''): string | undefined {
	return /^\s*([\w.+-]{1,100}\/[\w.+-]{1,100})\s*(?:;|$)/.exec(mime)?.[1];
}

function withoutEmpty(customer: Customer): Customer {
	return Object.fromEntries(Object.entries(customer).filter(([, value]) => value !== undefined && value !== '')) as unknown as Customer;
}
