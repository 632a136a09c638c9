import { execFile } from 'node:child_process';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { MEDIA_ENV, type MediaEnv } from '../media-env';
import { RefusedFile } from '../inspection/refused-file';

export interface VideoFacts {
  readonly duration_seconds: number;
}

const PROBE_MS = 60_000;
const LARGEST_PICTURE = 20 * 1_048_576;
/** The one reader for each type: none that opens other files or addresses named inside. */
const READERS: Readonly<Record<string, string>> = { 'video/mp4': 'mov', 'video/webm': 'matroska' };

/** Reads videos with ffprobe and ffmpeg where they are on PATH; where they are not, nothing is known of a video. */
@Injectable()
export class VideoProbeService {
  private readonly logger = new Logger(VideoProbeService.name);

  constructor(@Inject(MEDIA_ENV) private readonly env: Pick<MediaEnv, 'VIDEO_TOOLS_PATH'>) {}

  /**
   * @param url the video, readable for a minute
   * @returns null when there is no ffprobe, or it did not answer in time
   * @throws RefusedFile unreadable when it is no video that can be played
   */
  async probe(url: string, contentType: string): Promise<VideoFacts | null> {
    const fields = 'format=duration:stream=codec_type';
    const output = await this.run('ffprobe', [
      ...['-v', 'error', ...input(url, contentType)],
      ...['-show_entries', fields, '-of', 'json'],
    ]);
    if (!output) return null;
    const { format, streams = [] } = JSON.parse(output.toString()) as {
      format?: { duration?: string };
      streams?: { codec_type?: string }[];
    };
    const duration = Number(format?.duration);
    const plays = Number.isFinite(duration) && streams.some(({ codec_type }) => codec_type === 'video');
    if (!plays) throw new RefusedFile('unreadable');
    return { duration_seconds: Math.round(duration * 1_000) / 1_000 };
  }

  /** One frame as a JPEG. @param at seconds @returns null when there is no ffmpeg, or no such frame */
  async frame(url: string, contentType: string, at: number): Promise<Buffer | null> {
    const args = [
      ...['-v', 'error', '-ss', String(at), ...input(url, contentType)],
      ...['-frames:v', '1', '-vf', 'scale=1280:-2', '-f', 'image2pipe', '-c:v', 'mjpeg', '-'],
    ];
    const output = await this.run('ffmpeg', args).catch(() => null);
    return output && output.length > 0 ? output : null;
  }

  private run(program: string, args: string[]): Promise<Buffer | null> {
    // It reads what strangers sent: it gets none of our secrets.
    const env = { PATH: this.env.VIDEO_TOOLS_PATH ?? process.env.PATH };
    const options = { encoding: 'buffer', timeout: PROBE_MS, maxBuffer: LARGEST_PICTURE, env } as const;
    return new Promise((done, refuse) => {
      execFile(program, args, options, (error, stdout) => {
        if (!error) return done(stdout);
        if (error.code === 'ENOENT') return done(null);
        if (!error.killed) return refuse(new RefusedFile('unreadable'));
        this.logger.warn(`${program} did not answer in ${PROBE_MS} ms`);
        done(null);
      });
    });
  }
}

function input(url: string, contentType: string): string[] {
  return ['-protocol_whitelist', 'http,https,tcp,tls', '-f', READERS[contentType]!, '-i', url];
}
