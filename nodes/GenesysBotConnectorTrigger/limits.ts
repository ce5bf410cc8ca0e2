/**
 * Seconds until the trigger sends the holding text. The Bot Connector's own timeout is not published (UNCONFIRMED): others
 * measured 8 to 11 seconds. Call Digital Bot Connector has a setting, 30 seconds by default and 60 at most.
 */
export const LIMITS = {
	botConnector: { byDefault: 7, max: 9 },
	digitalBotConnector: { byDefault: 25, max: 55 },
} as const;
