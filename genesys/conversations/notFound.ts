import { RefusedError } from '../errors';

/** For operations that cannot go on without a conversation; no ID means that it was looked for by customer. */
export function conversationNotFound(what: string, conversationId: string | undefined): RefusedError {
	return new RefusedError({
		code: 'not.found',
		message:
			conversationId === undefined
				? `${what}: Genesys Cloud has no conversation of this customer on this integration`
				: `${what}: Genesys Cloud has no conversation ${conversationId}`,
		advice:
			'Check the ID, and that the role of the OAuth client may see the division. A conversation that has just begun may take some seconds to be found by customer: keep the conversation ID that Handover: Start returns.',
	});
}
