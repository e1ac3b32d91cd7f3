/** A soft bell, made on the device so that nothing needs to be loaded; off until the person asks for it. */

import { signal } from "@preact/signals";
import { remember, remembered } from "./remembered";

/** Whether this device rings before a step ends. */
export const bellOn = signal(remembered("bell") === "on");

let audio: AudioContext | null = null;

/** Turns the bell on or off on this device. Turning it on is the touch that browsers ask for before any sound. */
export function setBell(on: boolean): void {
  bellOn.value = on;
  remember("bell", on ? "on" : null);
  if (on) ring();
}

/** Rings once: two partials of a small bell that fade within two seconds. */
export function ring(): void {
  audio ??= new AudioContext();
  void audio.resume();
  partial(audio, 523.25, 0.16, 1.9);
  partial(audio, 1308, 0.05, 0.9);
}

function partial(context: AudioContext, frequency: number, loudness: number, seconds: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  const now = context.currentTime;
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, now);
  volume.gain.linearRampToValueAtTime(loudness, now + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0005, now + seconds);
  tone.connect(volume).connect(context.destination);
  tone.start(now);
  tone.stop(now + seconds);
}
