/** One POST to a webhook. */
export interface Try {
	at: string;
	/** The HTTP status, or the reason if there is none. */
	status?: number;
	error?: string;
	ms: number;
}

export interface DeliveryRecord {
	id: string;
	/** Platform message id; absent for typing notices. */
	messageId?: string;
	conversationId: string;
	integrationId: string;
	url: string;
	type: string;
	tries: Try[];
	outcome: 'pending' | 'delivered' | 'refused' | 'givenUp';
}

/** Retried after a timeout, 429, or 5xx. Other 4xx are final (Open Messaging delivery rules). */
export function outcomeOf({ status }: Try): 'delivered' | 'refused' | 'retry' {
	if (status === undefined || status === 429 || status >= 500) return 'retry';
	return status >= 200 && status < 300 ? 'delivered' : 'refused';
}
