import type { Models } from 'purecloud-platform-client-v2';
import type { InboundMessageBody } from '../../genesys/openMessaging/messages';

/**
 * Tests that the compiler runs: what the package sends is what the official SDK's types describe. Nothing here is
 * executed; `tsc -p test` fails when one of them does not hold.
 */

/**
 * The one exception. The SDK's type names `subType` only, but the API takes custom attributes here and nowhere else:
 * they become the customer's participant data.
 */
export interface ChannelMetadata extends Models.ConversationChannelMetadata {
	customAttributes?: Record<string, string>;
}

type WithAttributes<Message extends { channel: object }> = Omit<Message, 'channel'> & {
	channel: Omit<Message['channel'], 'metadata'> & { metadata?: ChannelMetadata };
};

/** Compiles when `Sent` may be given wherever `Wanted` is asked for. */
type Fits<Sent extends Wanted, Wanted> = Sent;

/** Keys that are sent and that the type does not know: there are none. */
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

/** Becomes a compile error when the SDK's type learns the attributes: then the exception above can go. */
export const exceptionIsNeeded: InboundMessageBody extends Models.OpenInboundNormalizedMessage ? false : true = true;
