import { acknowledgement } from '../answers';
import type { GenesysClient } from '../client';
import { asNumber, asObject, asObjects, asText } from '../json';
import type { StepResult } from './step';

/** Of all integrations of a kind; a PUT sets those that it leaves out back to the default (ConversationThreadingWindow). */
const PATH = '/api/v2/conversations/messaging/threadingtimeline';

/** How the windows call Open Messaging. */
const OPEN = 'open';

/** The longest that Genesys takes: 72 hours, its default. */
export const MAX_WINDOW_MINUTES = 4320;

interface Window {
	messengerType: string;
	timeoutInMinutes: number;
}

export interface ThreadingTimeline {
	windows: Window[];
	/** For how many minutes after its end a conversation goes on when the customer writes again. */
	openMinutes: number;
}

/** Permission: conversation:threadingTimeline:view. */
export async function getThreading(client: GenesysClient, what: string): Promise<ThreadingTimeline> {
	return await client.call({ method: 'GET', path: PATH }, { what, read: parseTimeline });
}

function parseTimeline(body: unknown): ThreadingTimeline | undefined {
	const { settings, defaultTimeoutMinutes } = asObject(body) ?? {};
	if (!Array.isArray(settings)) return undefined;
	const windows = asObjects(settings).flatMap(({ messengerType, timeoutInMinutes }) => {
		const [type, minutes] = [asText(messengerType), asNumber(timeoutInMinutes)];
		return type && minutes !== undefined ? [{ messengerType: type, timeoutInMinutes: minutes }] : [];
	});
	const open = windows.find(isOpen)?.timeoutInMinutes;
	return { windows, openMinutes: open ?? asNumber(defaultTimeoutMinutes) ?? MAX_WINDOW_MINUTES };
}

/** Sets the window of Open Messaging and repeats all others as they are. Permissions: the above and :edit. */
export async function ensureThreading(client: GenesysClient, minutes: number): Promise<StepResult> {
	const what = 'Set the threading window';
	const about = { id: OPEN, name: 'Open Messaging' };
	const { windows, openMinutes } = await getThreading(client, what);
	if (openMinutes === minutes) return { status: 'unchanged', ...about };
	const settings = [...windows.filter((window) => !isOpen(window)), { messengerType: OPEN, timeoutInMinutes: minutes }];
	await client.call({ method: 'PUT', path: PATH, body: { settings } }, { what, read: acknowledgement, repeatable: true });
	return { status: 'changed', ...about, detail: `It was ${openMinutes} minutes and is ${minutes} now, for all Open Messaging integrations.` };
}

function isOpen({ messengerType }: Window): boolean {
	return messengerType.toLowerCase() === OPEN;
}
