import type { Models } from 'purecloud-platform-client-v2';
import type { Contract } from './genesys.mts';
import { eventually, newIntegration } from './handover.mts';

/** A message flow in Architect's YAML; `actions` and `variables` are lists that are already indented. */
export const flowYaml = ({
	name = 'Handover',
	division = 'Home',
	refId = 'Initial State_10',
	variables = `
          - stringVariable: { name: State.QueueName, initialValue: { noValue: true } }
          - queueVariable: { name: State.Queue, initialValue: { noValue: true } }`,
	actions,
}: {
	name?: string;
	division?: string;
	refId?: string;
	variables?: string;
	actions: string;
}): string => `inboundShortMessage:
  name: ${name}
  division: ${division}
  startUpRef: "/inboundShortMessage/states/state[Initial State_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      defaultLanguageSkill: { noValue: true }
  states:
    - state:
        name: Initial State
        refId: ${refId}
        variables:${variables}
        actions:${actions}
`;

/** Reads the queue's name from a custom attribute, and uses Billing if there is no such queue. */
export const BY_QUEUE_NAME = `
          - getParticipantData:
              name: Read custom attributes
              attributes:
                - attribute: { name: { lit: queueName }, variable: State.QueueName }
          - updateData:
              name: Find the queue
              statements:
                - queue: { variable: State.Queue, value: { exp: FindQueue(State.QueueName) } }
          - decision:
              name: Queue found?
              condition: { exp: IsSet(State.Queue) }
              outputs:
                no:
                  actions:
                    - updateData:
                        name: Default queue
                        statements:
                          - queue: { variable: State.Queue, value: { lit: { name: Billing } } }
          - transferToAcd:
              name: Transfer to ACD
              targetQueue: { exp: State.Queue }
              priority: { lit: 3 }
              preferredAgents: { noValue: true }
              languageSkill: { noValue: true }
          - disconnect: { name: Disconnect }`;

/** Uploads a file to a job's URL; returns the HTTP status. */
export async function upload(
	{ presignedUrl = '', headers = {} }: Models.RegisterArchitectJobResponse,
	yaml: string,
	more: Record<string, string> = {},
): Promise<number> {
	const response = await fetch(presignedUrl, { method: 'PUT', headers: { ...headers, ...more }, body: yaml });
	return response.status;
}

/** Registers a job, uploads the file, and waits for the outcome. */
export async function deployFlow({ architect }: Contract, yaml: string): Promise<Models.ArchitectJobStateResponse> {
	const job = await architect.postFlowsJobs();
	await upload(job, yaml);
	return await eventually(
		async () => await architect.getFlowsJob(job.id ?? '', { expand: ['messages'] }),
		({ status }) => status === 'Success' || status === 'Failure',
	);
}

/** The report about an invalid flow. */
export async function problemsWith(genesys: Contract, yaml: string): Promise<string> {
	const { status, messages = [], flow } = await deployFlow(genesys, yaml);
	expect({ status, flow }).toEqual({ status: 'Failure', flow: undefined });
	return messages.map(({ text }) => text).join('\n');
}

/** A new integration with this flow behind it. */
export async function integrationBehind(genesys: Contract, flowId = ''): Promise<string> {
	const integrationId = await newIntegration(genesys);
	const { recipient } =
		await genesys.conversations.getConversationsMessagingIntegrationsOpenIntegrationId(integrationId);
	await genesys.routing.putRoutingMessageRecipient(recipient?.id ?? '', { flow: { id: flowId } });
	return integrationId;
}
