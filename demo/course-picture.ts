import { createHash } from 'node:crypto';
import sharp from 'sharp';

const CIRCLES = 6;

/**
 * A picture for a course, always the same for one name: overlapping circles on a gradient.
 *
 * @param width in pixels
 * @param height in pixels
 * @returns the bytes of a PNG
 */
export async function drawCoursePicture(name: string, width: number, height: number): Promise<Buffer> {
  const bytes = createHash('sha256').update(name).digest();
  const share = (position: number) => bytes[position % bytes.length]! / 255;
  const hue = Math.round(share(0) * 360);
  const circles = Array.from({ length: CIRCLES }, (_, at) => {
    const [x, y, size] = [share(3 * at + 1), share(3 * at + 2), share(3 * at + 3)];
    const radius = (0.15 + 0.35 * size) * height;
    const fill = `hsl(${(hue + 24 * at) % 360}, 70%, ${55 + 5 * at}%)`;
    return `<circle cx="${x * width}" cy="${y * height}" r="${radius}" fill="${fill}" fill-opacity="0.35"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="ground" x2="1" y2="1">
      <stop offset="0" stop-color="hsl(${hue}, 60%, 32%)"/>
      <stop offset="1" stop-color="hsl(${(hue + 50) % 360}, 65%, 48%)"/>
    </linearGradient></defs>
    <rect width="${width}" height="${height}" fill="url(#ground)"/>
    ${circles.join('\n')}
  </svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
