const meta = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name=panel-config]'));

/** @type {{ clientId: string, apiOrigin: string, loginOrigin: string, now: number }} configuration that the trigger inserts into the document */
export const config = JSON.parse(meta.content);

/** The panel's URL without its query: target of its POST requests and redirect URI of the sign-in. */
export const panelUrl = location.origin + location.pathname;

export const query = new URLSearchParams(location.search);

/** The conversation that the panel is open for; empty if Genesys Cloud didn't pass one. */
export const conversationId = query.get('conversationId') ?? '';

const ahead = config.now - Date.now();

/** Milliseconds since 1970 by the server's clock, since the agent's clock may be wrong. */
export const serverTime = () => Date.now() + ahead;
