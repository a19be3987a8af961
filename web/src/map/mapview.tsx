/** The map as a component: three sheets, one above the other. */
import { useEffect, useRef } from "preact/hooks";
import { begin } from "./stage";

export function MapView() {
  const first = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const symbols = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (first.current && box.current && symbols.current) return begin({ first: first.current, box: box.current, symbols: symbols.current });
    return undefined;
  }, []);
  return (
    <div class="map" role="application" aria-label="Map of who held each town: w a s d move it, plus and minus bring it closer" tabIndex={0}>
      <div class="ground" ref={box} />
      <canvas class="first" ref={first} aria-hidden="true" />
      <canvas class="symbols" ref={symbols} aria-hidden="true" />
    </div>
  );
}
