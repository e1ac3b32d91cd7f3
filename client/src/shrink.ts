/** Making a photograph as small as it will be kept, before it goes over a network that a whole hall shares. */

/** What server/store/pictures.py keeps of the long side, in pixels. */
const LONG_SIDE = 2560;
/** Below this weight, in bytes, there is nothing to gain. */
const LIGHT = 700_000;

/** Gives the measures of a picture once its long side is no longer than `most`. */
export function within(width: number, height: number, most: number): { width: number; height: number } {
  const ratio = Math.min(1, most / Math.max(width, height));
  return { width: Math.round(width * ratio), height: Math.round(height * ratio) };
}

/** Gives the photograph upright and no larger than needed; the file itself where this device cannot read it. */
export async function shrunk(file: File): Promise<Blob> {
  if (file.size < LIGHT) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const { width, height } = within(image.width, image.height, LONG_SIDE);
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    const pen = canvas.getContext("2d");
    if (!pen) return file;
    // A JPEG has no transparent parts: what was drawn on nothing would stand on black.
    pen.fillStyle = "white";
    pen.fillRect(0, 0, width, height);
    pen.drawImage(image, 0, 0, width, height);
    image.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.88));
    return small && small.size < file.size ? small : file;
  } catch {
    // HEIC on most systems, or no memory for so many pixels: the server looks at the original.
    return file;
  }
}
