/** A lesson as it is taught; `content` is the author's HTML or plain text (a video's transcript counts). */
export interface LessonSource {
  lesson_id: string;
  title: string;
  content: string;
}

/** One piece of a lesson that can answer a question. */
export interface Passage {
  lesson_id: string;
  lesson_title: string;
  /** Nearest heading above, if any. */
  heading?: string;
  /** 1 for the first paragraph of the lesson; a long paragraph gives several passages of the same number. */
  paragraph: number;
  /** Quotable text, white space collapsed. */
  text: string;
  /** Code that follows the text: found by its words, never quoted. */
  code?: string;
}
