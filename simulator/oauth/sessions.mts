import type { Agent } from '../directory/directory.mts';
import { newToken } from '../ids.mts';
import type { World } from '../world.mts';

const NAME = 'simulator_session';
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/i;

/**
 * Signs a user in to this browser.
 * @param host the `Host` header
 * @returns a `Set-Cookie` header. Frames of pages of other sites are sent the cookie only with `SameSite=None`, which needs
 * `Secure`, which browsers take over HTTP from this machine alone.
 */
export function beginSession({ signIns }: World, userId: string, host = ''): string {
	const value = newToken();
	signIns.sessions.set(value, userId);
	return `${NAME}=${value}; Path=/oauth; HttpOnly; SameSite=${LOOPBACK.test(host) ? 'None; Secure' : 'Lax'}`;
}

/** The user who is signed in to the browser that sends these cookies. */
export function sessionUser({ signIns, settings, agents }: World, cookies = ''): Agent | undefined {
	if (!settings.signInSession) return undefined;
	const value = new RegExp(`(?:^|;\\s*)${NAME}=([\\w-]+)`).exec(cookies)?.[1] ?? '';
	const userId = signIns.sessions.get(value);
	return agents.find(({ id }) => id === userId);
}
