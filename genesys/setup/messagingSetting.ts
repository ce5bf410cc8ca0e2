import { acknowledgement, objectWithId } from '../answers';
import type { GenesysClient } from '../client';
import { asObject, asText } from '../json';
import { pathId } from '../pathId';
import { findByName } from './findByName';
import type { StepResult } from './step';
import type { Direction } from './supportedContent';

/** Messaging settings, in Admin called platform configurations (model MessagingSetting). */
export const SETTINGS_PATH = '/api/v2/conversations/messaging/settings';

const TYPING_ON = { typing: { on: { inbound: 'Enabled', outbound: 'Enabled' } } };

/** Does Genesys pass typing on in this direction? Without a setting it does not. */
export function passesTyping(setting: unknown, direction: Direction): boolean {
	const typing = asObject(asObject(asObject(setting)?.event)?.typing);
	return asObject(typing?.on)?.[direction] === 'Enabled';
}

/**
 * The setting of this name with typing on in both directions, made where there is none.
 * Permissions: messaging:setting:view, :add, :edit.
 */
export async function ensureMessagingSetting(client: GenesysClient, name: string): Promise<StepResult> {
	const what = 'Set up the platform configuration';
	const body = { name, event: TYPING_ON };
	const found = await findByName(client, SETTINGS_PATH, name, { what });
	if (!found) {
		const { id } = await client.call({ method: 'POST', path: SETTINGS_PATH, body }, { what, read: objectWithId });
		return { status: 'created', id, name };
	}
	const id = asText(found.id) ?? '';
	if (passesTyping(found, 'inbound') && passesTyping(found, 'outbound')) return { status: 'unchanged', id, name };
	const path = `${SETTINGS_PATH}/${pathId('Messaging Setting ID', id)}`;
	await client.call({ method: 'PATCH', path, body }, { what, read: acknowledgement, repeatable: true });
	return { status: 'changed', id, name, detail: 'Typing is on in both directions now.' };
}
