import { acknowledgement } from '../answers';
import type { GenesysClient } from '../client';
import { asNumber, asObject, asObjects, asText } from '../json';
import type { PlannedStep } from './plan';

/** Windows per messenger type. A PUT resets the types that it omits to the default (ConversationThreadingWindow). */
const PATH = '/api/v2/conversations/messaging/threadingtimeline';
const WHAT = 'Set the threading window';
const OPEN = 'open'; // Messenger type of Open Messaging.
export const MAX_WINDOW_MINUTES = 4320; // Genesys' maximum and default: 72 hours.

type Window = { messengerType: string; timeoutInMinutes: number };

/** All windows, and the one of Open Messaging in minutes. Permission: conversation:threadingTimeline:view. */
export async function getThreading(client: GenesysClient, what: string): Promise<{ windows: Window[]; openMinutes: number }> {
	return await client.call({ method: 'GET', path: PATH }, { what, read: parseTimeline });
}

function parseTimeline(body: unknown): { windows: Window[]; openMinutes: number } | undefined {
	const { settings, defaultTimeoutMinutes } = asObject(body) ?? {};
	if (!Array.isArray(settings)) return undefined;
	const windows = asObjects(settings).flatMap(({ messengerType, timeoutInMinutes }) => {
		const [type, minutes] = [asText(messengerType), asNumber(timeoutInMinutes)];
		return type && minutes !== undefined ? [{ messengerType: type, timeoutInMinutes: minutes }] : [];
	});
	const open = windows.find(isOpen)?.timeoutInMinutes;
	return { windows, openMinutes: open ?? asNumber(defaultTimeoutMinutes) ?? MAX_WINDOW_MINUTES };
}

/** Keeps the windows of other channels. Permission: conversation:threadingTimeline:view; to apply it, :edit. */
export async function planThreading(client: GenesysClient, minutes: number): Promise<PlannedStep> {
	const { windows, openMinutes } = await getThreading(client, WHAT);
	const about = { step: 'threading', id: OPEN, name: 'Open Messaging' } as const;
	if (openMinutes === minutes) return { ...about, action: 'keep' };
	const settings = [...windows.filter((window) => !isOpen(window)), { messengerType: OPEN, timeoutInMinutes: minutes }];
	const apply = async () => {
		await client.call({ method: 'PUT', path: PATH, body: { settings } }, { what: WHAT, read: acknowledgement, repeatable: true });
		return { id: OPEN };
	};
	return { ...about, action: 'change', detail: `From ${openMinutes} to ${minutes} minutes, for all Open Messaging integrations.`, apply };
}

function isOpen({ messengerType }: Window): boolean {
	return messengerType.toLowerCase() === OPEN;
}
