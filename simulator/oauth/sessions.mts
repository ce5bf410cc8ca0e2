import type { Agent } from '../directory/directory.mts';
import { newToken } from '../ids.mts';
import type { World } from '../world.mts';

const NAME = 'simulator_session';

/**
 * Signs a user in to this browser.
 * @returns a `Set-Cookie` header. A frame is signed in while all pages around it are of this host, on any port; from frames
 * of other sites, browsers take no cookie over HTTP.
 */
export function beginSession({ signIns }: World, userId: string): string {
	const value = newToken();
	signIns.sessions.set(value, userId);
	return `${NAME}=${value}; Path=/oauth; HttpOnly; SameSite=Lax`;
}

/** The user who is signed in to the browser that sends these cookies. */
export function sessionUser({ signIns, settings, agents }: World, cookies = ''): Agent | undefined {
	if (!settings.signInSession) return undefined;
	const value = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)`).exec(cookies)?.[1] ?? '';
	const userId = signIns.sessions.get(value);
	return agents.find(({ id }) => id === userId);
}
