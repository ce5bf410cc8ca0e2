import { invalidValue } from '../http/apiError.mts';
import { isObject, objectOf } from '../http/json.mts';
import { ok } from '../http/routes.mts';
import type { ApiAnswer, ApiRequest, Route } from '../http/routes.mts';
import { defaultSettings } from '../settings.mts';
import type { World } from '../world.mts';

const PATH = '/api/v2/conversations/messaging/threadingtimeline';

const view = ({ settings }: World): ApiAnswer =>
	ok({
		settings: [{ messengerType: 'open', timeoutInMinutes: settings.threadingWindowMinutes }],
		defaultTimeoutMinutes: defaultSettings.threadingWindowMinutes,
	});

/** Replaces the windows of all messenger types: one that is left out goes back to the default. */
function replace({ world, body }: ApiRequest): ApiAnswer {
	const { settings } = objectOf(body);
	if (!Array.isArray(settings)) throw invalidValue(settings, 'settings', 'List');
	const open: unknown = settings.find((entry: unknown) => isObject(entry) && entry['messengerType'] === 'open');
	const minutes = isObject(open) ? open['timeoutInMinutes'] : defaultSettings.threadingWindowMinutes;
	if (typeof minutes !== 'number' || !(minutes >= 0 && minutes <= defaultSettings.threadingWindowMinutes)) {
		throw invalidValue(String(minutes), 'timeoutInMinutes', 'Integer');
	}
	world.settings = { ...world.settings, threadingWindowMinutes: minutes };
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
