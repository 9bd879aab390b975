/** What the page tells the guard monitor, which itself knows no page. */
export interface PageStateListeners {
  readonly onVisible: (visible: boolean) => void;
  readonly onOnline: (online: boolean) => void;
}

/** Tells how the page stands now and at each change, until the returned function is called. */
export function watchPageState({onVisible, onOnline}: PageStateListeners): () => void {
  const visible = () => onVisible(document.visibilityState === 'visible');
  const online = () => onOnline(navigator.onLine);
  const stop = new AbortController();
  document.addEventListener('visibilitychange', visible, stop);
  window.addEventListener('online', online, stop);
  window.addEventListener('offline', online, stop);
  visible();
  online();
  return () => stop.abort();
}

/**
 * Whether the page's content security policy refused a request. A refused fetch rejects like a dead
 * network; only the violation, which is told in a task of its own, makes the difference.
 */
export function refusedByPolicy(): {
  readonly check: (url: string) => Promise<boolean>;
  stop(): void;
} {
  const refused = new Set<string>();
  const listener = ({blockedURI, disposition}: SecurityPolicyViolationEvent) => {
    // A policy that only reports lets the request through.
    if (disposition === 'enforce') refused.add(blockedURI);
  };
  document.addEventListener('securitypolicyviolation', listener);
  return {
    check: async (url) => {
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
      // Another origin's address is told without its path in some engines.
      return refused.delete(url) || refused.delete(new URL(url).origin);
    },
    stop: () => document.removeEventListener('securitypolicyviolation', listener),
  };
}
