import { enumField, listField } from '../inbound/checks.mts';
import { invalidValue } from '../http/apiError.mts';
import { objectOf } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { defaultSettings } from '../settings.mts';
import type { World } from '../world.mts';

const PATH = '/api/v2/conversations/messaging/threadingtimeline';
/** ConversationThreadingWindowSetting.messengerType. */
const MESSENGERS = ['sms', 'facebook', 'twitter', 'whatsapp', 'webmessaging', 'instagram', 'open', 'apple'];
/** 72 hours, which is also the maximum. */
const DEFAULT_MINUTES = defaultSettings.threadingWindowMinutes;

const view = ({ settings, otherThreading }: World): ApiAnswer => {
	const windows = { ...otherThreading, open: settings.threadingWindowMinutes };
	return ok({
		settings: Object.entries(windows).map(([messengerType, timeoutInMinutes]) => ({ messengerType, timeoutInMinutes })),
		defaultTimeoutMinutes: DEFAULT_MINUTES,
	});
};

/** Replaces the windows of all messenger types. Omitted ones return to the default. */
function replace({ world, body }: ApiRequest): ApiAnswer {
	const windows = listField(objectOf(body), 'settings').map((entry) => {
		const minutes = entry['timeoutInMinutes'];
		if (typeof minutes !== 'number' || !(minutes >= 0 && minutes <= DEFAULT_MINUTES)) {
			throw invalidValue(String(minutes), 'timeoutInMinutes', 'Integer');
		}
		return [enumField(entry, 'messengerType', 'messengerType', MESSENGERS), minutes] as const;
	});
	const { open = DEFAULT_MINUTES, ...others } = Object.fromEntries(windows);
	world.otherThreading = others;
	world.settings = { ...world.settings, threadingWindowMinutes: open };
	return view(world);
}

export const threadingRoutes: Route[] = [
	{
		method: 'get',
		path: PATH,
		needs: { all: ['conversation:threadingTimeline:view'] },
		handle: ({ world }) => view(world),
	},
	{ method: 'put', path: PATH, needs: { all: ['conversation:threadingTimeline:edit'] }, handle: replace },
];
