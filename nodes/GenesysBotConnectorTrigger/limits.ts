/**
 * Seconds until Genesys Cloud gets the holding text. For the Bot Connector, its own limit is not published (UNCONFIRMED): others
 * measured 8 to 11. In the action Call Digital Bot Connector it is set, 30 by default and 60 at most.
 */
export const LIMITS = {
	botConnector: { byDefault: 7, max: 9 },
	digitalBotConnector: { byDefault: 25, max: 55 },
} as const;
