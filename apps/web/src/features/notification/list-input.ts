/** What the inbox asks for; the same on the server and in the browser. */
export function inboxInput(organization: string, unreadOnly: boolean) {
  return { organization, unreadOnly, limit: 50 };
}

/** What the delivery log of a channel asks for. */
export function deliveryInput(scope: { readonly organization: string; readonly channelId: string }) {
  return { organization: scope.organization, channelId: scope.channelId, limit: 20 };
}
