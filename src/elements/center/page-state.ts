/** Callbacks for the page's state, which the guard monitor cannot know: it also runs without a page. */
export interface PageStateListeners {
  readonly onVisible: (visible: boolean) => void;
  readonly onOnline: (online: boolean) => void;
}

/** Reports the page's state now and at each change, until the returned function is called. */
export function watchPageState({onVisible, onOnline}: PageStateListeners): () => void {
  const visible = () => onVisible(document.visibilityState === 'visible');
  const online = () => onOnline(navigator.onLine);
  const abort = new AbortController();
  document.addEventListener('visibilitychange', visible, abort);
  window.addEventListener('online', online, abort);
  window.addEventListener('offline', online, abort);
  visible();
  online();
  return () => abort.abort();
}

/**
 * Detects whether the page's content security policy refused a request. A refused fetch rejects like a
 * network failure; only the violation event, which fires in a task of its own, tells them apart.
 */
export function refusedByPolicy(): {
  readonly check: (url: string) => Promise<boolean>;
  stop(): void;
} {
  const refused = new Set<string>();
  const listener = ({blockedURI, disposition}: SecurityPolicyViolationEvent) => {
    // A report-only policy lets the request through.
    if (disposition === 'enforce') refused.add(blockedURI);
  };
  document.addEventListener('securitypolicyviolation', listener);
  return {
    check: async (url) => {
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
      // Some engines report another origin's address without its path.
      return refused.delete(url) || refused.delete(new URL(url).origin);
    },
    stop: () => document.removeEventListener('securitypolicyviolation', listener),
  };
}
