/** A button in front of the browser's own field for pictures, which cannot be given a look. */

import { useRef } from "preact/hooks";
import { Button } from "./button";
import type { IconName } from "./icons";

/** What server/store/pictures.py accepts. */
const PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif";

interface PickProps {
  label: string;
  icon?: IconName;
  look?: "main";
  /** Opens the camera where the device has one. */
  camera?: boolean;
  onPick: (files: FileList | null) => void;
}

/** The button; several pictures at once, but for the camera. */
export function Pick({ label, icon = "picture", look, camera = false, onPick }: PickProps) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        accept={camera ? "image/*" : PICTURES}
        {...(camera ? { capture: "environment" as const } : { multiple: true })}
        aria-label={label}
        onChange={(event) => {
          onPick(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
      <Button icon={icon} {...(look ? { look } : {})} onClick={() => field.current?.click()}>
        {label}
      </Button>
    </>
  );
}
