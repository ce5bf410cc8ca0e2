import type { Models } from 'purecloud-platform-client-v2';
import type { InboundMessageBody } from '../../genesys/openMessaging/messages';

/**
 * Tests that the compiler runs: what the package sends matches the official SDK's types. Nothing here is
 * executed; `tsc -p test` fails if one of them is violated.
 */

/**
 * The one exception. The SDK's type has only `subType`, but the API accepts custom attributes here and nowhere else:
 * they become the customer's participant data.
 */
export interface ChannelMetadata extends Models.ConversationChannelMetadata {
	customAttributes?: Record<string, string>;
}

type WithAttributes<Message extends { channel: object }> = Omit<Message, 'channel'> & {
	channel: Omit<Message['channel'], 'metadata'> & { metadata?: ChannelMetadata };
};

/** Compiles if `Sent` is assignable to `Wanted`. */
type Fits<Sent extends Wanted, Wanted> = Sent;

/** Keys that are sent but missing in the type: there are none. */
type Unknown<Sent, Wanted> = Exclude<keyof Sent, keyof Wanted>;
type None<Keys extends never> = Keys;

type Message = WithAttributes<Models.OpenInboundNormalizedMessage>;
type Attachment = NonNullable<InboundMessageBody['content']>[number]['attachment'];

export type TheMessageFits = Fits<InboundMessageBody, Message>;
export type TheCustomerFits = Fits<InboundMessageBody['channel']['from'], Models.OpenMessagingFromRecipient>;
export type TheAttachmentFits = Fits<Attachment, Models.OpenContentAttachment>;

export type NothingUnknown = None<
	| Unknown<InboundMessageBody, Message>
	| Unknown<InboundMessageBody['channel'], Message['channel']>
	| Unknown<InboundMessageBody['channel']['from'], Models.OpenMessagingFromRecipient>
	| Unknown<Attachment, Models.OpenContentAttachment>
>;

/** Becomes a compile error once the SDK's type has the attributes: then remove the exception above. */
export const exceptionIsNeeded: InboundMessageBody extends Models.OpenInboundNormalizedMessage ? false : true = true;
