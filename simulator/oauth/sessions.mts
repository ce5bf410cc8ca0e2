import type { Agent } from '../directory/directory.mts';
import { newToken } from '../ids.mts';
import type { World } from '../world.mts';

const NAME = 'simulator_session';

/**
 * Signs a user in to a browser.
 * @returns a `Set-Cookie` header. A frame is signed in if all pages around it are on this host, on any port.
 * Browsers reject cookies in frames of other sites over HTTP.
 */
export function beginSession({ signIns }: World, userId: string): string {
	const value = newToken();
	signIns.sessions.set(value, userId);
	return `${NAME}=${value}; Path=/oauth; HttpOnly; SameSite=Lax`;
}

/** The user signed in to the browser with these cookies. */
export function sessionUser({ signIns, settings, agents }: World, cookies = ''): Agent | undefined {
	if (!settings.signInSession) return undefined;
	const value = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)`).exec(cookies)?.[1] ?? '';
	const userId = signIns.sessions.get(value);
	return agents.find(({ id }) => id === userId);
}
