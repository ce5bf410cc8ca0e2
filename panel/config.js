const meta = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name=panel-config]'));

/** @type {{ clientId: string, apiOrigin: string, loginOrigin: string, now: number }} what the trigger wrote into the document */
export const config = JSON.parse(meta.content);

/** The panel's own URL without its query: where it posts to, and where the sign-in comes back to. */
export const panelUrl = location.origin + location.pathname;

export const query = new URLSearchParams(location.search);

/** The interaction that the panel stands beside; empty when Genesys Cloud did not name one. */
export const conversationId = query.get('conversationId') ?? '';

const ahead = config.now - Date.now();

/** Milliseconds since 1970 by the server's clock: an agent's clock may be wrong. */
export const serverTime = () => Date.now() + ahead;
