import { acknowledgement } from '../answers';
import { isOutcomeUnknown } from '../apiError';
import type { GenesysClient } from '../client';
import { GenesysApiError, RefusedError, reworded } from '../errors';
import { integrationPath, parseIntegration } from './integrations';

/** Deletion is carried out a moment after the answer; Terraform's provider waits up to three minutes for it. */
const DELETION_CHECKS = 60;
const DELETION_CHECK_PAUSE_MS = 1000;

/** Genesys documents that DELETE may be refused so, but not why: that these are the reasons is UNCONFIRMED. */
const IN_USE = [409, 412];

/**
 * Deletes an integration and sees that it is gone. Permissions: messaging:integration:delete, and
 * messaging:integration:view to see it.
 *
 * @throws GenesysApiError 404 when there is none with this id, 409 or 412 when it is in use, `deletion.unfinished` when
 * it is still there after a minute
 */
export async function deleteIntegration(client: GenesysClient, integrationId: string): Promise<void> {
	const what = 'Delete integration';
	const path = integrationPath(integrationId);
	const { error: refusal } = await client.attempt({ method: 'DELETE', path }, { what, read: acknowledgement });
	// Where it is open whether it was carried out, looking at it tells.
	if (refusal && !isOutcomeUnknown(refusal)) throw isInUse(refusal) ? inUse(refusal) : refusal;

	for (let check = 1; check <= DELETION_CHECKS; check++) {
		const { error } = await client.attempt({ method: 'GET', path }, { what, read: parseIntegration });
		if (error instanceof GenesysApiError && error.status === 404) return;
		if (error) throw error;
		await client.sleep(DELETION_CHECK_PAUSE_MS);
	}
	if (refusal) throw refusal;
	throw new RefusedError({
		code: 'deletion.unfinished',
		message: `${what}: Genesys Cloud accepted the deletion, but integration ${integrationId} is still there`,
		advice: 'Look in a minute whether it is gone (Integration: Get).',
	});
}

function isInUse(error: unknown): error is GenesysApiError {
	return error instanceof GenesysApiError && IN_USE.includes(error.status);
}

function inUse(error: GenesysApiError): GenesysApiError {
	const advice =
		'It is in use: end the conversations that still go on over it (Handover: End), take it out of Admin › Routing › Message Routing, and delete it again.';
	return reworded(error, { advice: error.contextId ? `${advice} Context ID: ${error.contextId}.` : advice });
}
