/** The Messenger deployment of all web messaging customers. */
export const MESSENGER = { id: '00000000-0000-4000-8000-00000000000e', name: 'Messenger' };
