import { asText, parseJson } from '../json';

/** Raised whenever the flow's text changes, so that set-ups made with an older one are brought up to date. */
const VERSION = 1;

/** What is said when neither the wanted queue nor the default one takes the chat. */
const APOLOGY = 'Sorry, we cannot reach a colleague at the moment. Please try again later.';

export interface HandoverFlow {
	name: string;
	/** The queue of chats that name none, or one that does not exist. */
	defaultQueue: string;
}

/** The flow of an integration: one each, as each has a default queue of its own. */
export function handoverFlowName(integrationName: string): string {
	return `${integrationName} Handover`;
}

/** Stands in the description of a flow that is ours, and tells which: version of the template, and default queue. */
const MARK = /\[n8n-open-messaging-handover v(\d+) ("(?:[^"\\]|\\.)*")\]/;

function markOf({ defaultQueue }: HandoverFlow): string {
	return `[n8n-open-messaging-handover v${VERSION} ${JSON.stringify(defaultQueue)}]`;
}

/** `own`: exactly this flow. `outdated`: from an older version, or for another queue. `foreign`: made or taken over by somebody else. */
export type Ownership = 'own' | 'outdated' | 'foreign';

/** Whose a flow of this name is, by its description. */
export function ownershipOf(description: string, flow: HandoverFlow): Ownership {
	const [, version] = MARK.exec(description) ?? [];
	if (version === undefined) return 'foreign';
	// A queue may be named in another case than it is written in Genesys.
	const isForQueue = defaultQueueIn(description)?.toLowerCase() === flow.defaultQueue.toLowerCase();
	return Number(version) === VERSION && isForQueue ? 'own' : 'outdated';
}

/** The default queue of a flow that is ours, or `undefined`. */
export function defaultQueueIn(description: string): string | undefined {
	const [, , queue] = MARK.exec(description) ?? [];
	return queue === undefined ? undefined : asText(parseJson(queue));
}

/** The lines of a variable of the flow that begins without a value. */
function variable(type: string, name: string): string {
	return `    - ${type}Variable:
        name: Flow.${name}
        initialValue:
          noValue: true
        isOutput: false
`;
}

/** The lines that read an attribute into a variable. */
function attribute(name: string, into: string): string {
	return `                - attribute:
                    name:
                      lit: ${name}
                    variable: Flow.${into}
`;
}

/** The lines that look an object up by its name, where one is given. */
function lookUp(action: string, word: string, from: string, into: string): string {
	return `          - decision:
              name: No ${word} named?
              condition:
                exp: IsNotSetOrEmpty(Flow.${from})
              outputs:
                "no":
                  actions:
                    - ${action}:
                        name: Find the ${word}
                        findName:
                          exp: Flow.${from}
                        findResult:
                          var: Flow.${into}
`;
}

/**
 * The inbound message flow that fits Handover: Start, as Archy's YAML: into the queue, with the language, the skill and
 * the priority that the workflow names. Shipped code reads no files, so the text stands here; examples/architect has it
 * as a file.
 */
export function handoverFlowYaml(flow: HandoverFlow): string {
	const description = `Hands chats from n8n over to a queue. Remove the text in brackets to keep changes of your own. ${markOf(flow)}`;
	return `# Inbound message flow for the n8n package n8n-nodes-genesys-open-messaging.
#
# Handover: Start gives the chat the attributes queueName, language, skills (here: the name of one) and priority. This
# flow reads them and transfers to the queue. A transfer that succeeds ends the flow; what follows one is for its failure.
#
# Proven, in flows that Genesys has published (github.com/GenesysCloudBlueprints): inboundShortMessage with
# getParticipantData, decision, updateData, sendResponse, transferToAcd with acdSkills, IsNotSetOrEmpty(), and disconnect
# after transferToAcd (switch-voice-to-web-messaging, digital-messaging-translator); findQueue with a queue variable, in an
# inbound email flow (cx-as-code-cicd-gitactions).
# UNCONFIRMED: findQueue in a message flow; findSkill and findLanguageSkill, written like findQueue, and the keys of their
# variables (for skills the expression FindSkill(Flow.SkillName) in acdSkill is proven); that a language or skill that is
# not found counts as none (the second transfer is for the case that it does not); ToInt() of a text that is no number.
# An error of the flow itself ends the chat: of the settings for it, only this one is proven.
inboundShortMessage:
  name: ${quoted(flow.name)}
  description: ${quoted(description)}
  startUpRef: "/inboundShortMessage/states/state[Initial State_10]"
  defaultLanguage: en-us
  supportedLanguages:
    en-us:
      defaultLanguageSkill:
        noValue: true
  variables:
${variable('string', 'QueueName')}${variable('string', 'LanguageName')}${variable('string', 'SkillName')}${variable('string', 'Priority')}${variable('queue', 'Queue')}${variable('languageSkill', 'Language')}${variable('skill', 'Skill')}  settingsErrorHandling:
    errorHandling:
      disconnect:
        none: true
  states:
    - state:
        name: Initial State
        refId: Initial State_10
        actions:
          - getParticipantData:
              name: Read what the workflow wants
              attributes:
${attribute('queueName', 'QueueName')}${attribute('language', 'LanguageName')}${attribute('skills', 'SkillName')}${attribute('priority', 'Priority')}${lookUp('findQueue', 'queue', 'QueueName', 'Queue')}${lookUp('findLanguageSkill', 'language', 'LanguageName', 'Language')}${lookUp('findSkill', 'skill', 'SkillName', 'Skill')}          - decision:
              name: Is there such a queue?
              condition:
                exp: IsSet(Flow.Queue)
              outputs:
                "no":
                  actions:
                    - updateData:
                        name: Take the default queue
                        statements:
                          - queue:
                              variable: Flow.Queue
                              value:
                                lit:
                                  name: ${quoted(flow.defaultQueue)}
          - transferToAcd:
              name: Transfer as wanted
              targetQueue:
                exp: Flow.Queue
              acdSkills:
                - acdSkill:
                    exp: Flow.Skill
              priority:
                exp: "If(IsSet(ToInt(Flow.Priority)), ToInt(Flow.Priority), 0)"
              preferredAgents:
                noValue: true
              languageSkill:
                exp: Flow.Language
          - transferToAcd:
              name: Transfer to the default queue
              targetQueue:
                lit:
                  name: ${quoted(flow.defaultQueue)}
              priority:
                lit: 0
              preferredAgents:
                noValue: true
              languageSkill:
                noValue: true
          - sendResponse:
              name: Say that nobody can be reached
              messageBody:
                lit: ${quoted(APOLOGY)}
          - disconnect:
              name: Disconnect
`;
}

/**
 * A text as one double-quoted YAML scalar on one line. JSON's escapes are YAML's; added are the characters that YAML
 * readers take for line ends or refuse, and the braces of Archy's substitutions.
 */
function quoted(text: string): string {
	return JSON.stringify(text)
		.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.replace(/\{\{/g, '\\u007b\\u007b');
}
