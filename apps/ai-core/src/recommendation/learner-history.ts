import type { Interaction } from './interaction';

/** A course that a learner has taken up. */
export interface HistoryEntry {
  course_id: string;
  /** When it was taken up, milliseconds since 1970. */
  at: number;
  /** How much it says about what the learner wants; 0 after a bad rating. */
  weight: number;
}

const ENROLLED = 1;
const HALF_DONE = 1.5;
const COMPLETED = 2;
/** From this share of the lessons on, a learner has shown to want the course, in percent. */
const HALF = 50;
const BAD_RATING = 2;

/** A learner's courses, the oldest first, weighted by how far each was followed; a bad rating silences a course. */
export function learnerHistory(interactions: readonly Interaction[]): HistoryEntry[] {
  const entries = new Map<string, HistoryEntry & { disliked: boolean }>();
  for (const interaction of [...interactions].sort((a, b) => a.at - b.at)) {
    const { course_id, at, type, rating } = interaction;
    const entry = entries.get(course_id) ?? { course_id, at, weight: ENROLLED, disliked: false };
    entry.weight = Math.max(entry.weight, weightOf(interaction));
    if (type === 'rated') entry.disliked = (rating ?? BAD_RATING + 1) <= BAD_RATING;
    entries.set(course_id, entry);
  }
  return [...entries.values()].map(({ disliked, ...entry }) => (disliked ? { ...entry, weight: 0 } : entry));
}

function weightOf({ type, progress = 0 }: Interaction): number {
  if (type === 'completed') return COMPLETED;
  return type === 'progressed' && progress >= HALF ? HALF_DONE : ENROLLED;
}

/** The histories of all learners of a log, by user id. */
export function learnerHistories(log: readonly Interaction[]): Map<string, HistoryEntry[]> {
  const byUser = new Map<string, Interaction[]>();
  for (const interaction of log) {
    const own = byUser.get(interaction.user_id);
    if (own) own.push(interaction);
    else byUser.set(interaction.user_id, [interaction]);
  }
  return new Map([...byUser].map(([userId, own]) => [userId, learnerHistory(own)]));
}
