import type {SnapshotSource} from '../../export/snapshot.js';
import {shownManifest} from '../contexts.js';
import type {CenterHost} from './host.js';
import {manifestSource} from './manifest-source.js';

/** Captures what a center shows now, synchronously, before the chunk that creates snapshots is loaded. */
export function snapshotSource(center: CenterHost): SnapshotSource {
  const {manifestState, postureState, messages} = center;
  const shown = shownManifest(manifestState);
  const source = manifestSource(center);
  return {
    takenAt: Date.now(),
    // The query and the fragment may contain secrets.
    page: location.origin + location.pathname,
    language: messages.locale,
    loadState: manifestState.status,
    source: source.status === 'remote' ? source.url : null,
    loaded: shown?.loaded,
    fetchedAt: shown?.fetchedAt.wall,
    error: 'error' in manifestState ? manifestState.error : undefined,
    posture: postureState?.posture,
  };
}
