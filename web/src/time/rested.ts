/** A day once the hand rests: a drag asks the server nothing, and rewrites no list in every frame. */
import { useEffect, useState } from "preact/hooks";
import type { Day } from "./days";

export function useRested(day: Day, milliseconds = 140): Day {
  const [rested, rest] = useState(day);
  useEffect(() => {
    const timer = setTimeout(() => rest(day), milliseconds);
    return () => clearTimeout(timer);
  }, [day]);
  return rested;
}
