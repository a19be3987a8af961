/**
 * Counts by week as bars, with the reports of the same weeks beneath: where nothing was published, nothing can be counted.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { bars, ticks, toX, type Axis } from "../time/axis";
import { iso, parseDay, spelled } from "../time/days";

export interface WeekCount {
  week: string;
  count: number;
  reports: number;
}

export function Weeks({ weeks, what, set }: { weeks: WeekCount[]; what: string; set?: (from: string, to: string) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const days = weeks.map((week) => parseDay(week.week)).filter((day) => day !== null);
  if (days.length === 0) return <div class="weeks" ref={box} />;
  // Half a year at least: three weeks need no bars as wide as the page.
  const [low, high] = [Math.min(...days) - 7, Math.max(...days) + 14];
  const room = Math.max(0, 182 - (high - low)) / 2;
  const [from, to] = [Math.floor(low - room), Math.ceil(high + room)];
  const axis: Axis = { from, to, width };
  const above = bars(weeks.map(({ week, count }) => ({ week, count })), axis, 4);
  const below = bars(weeks.map(({ week, reports }) => ({ week, count: reports })), axis, 4);
  const most = Math.max(1, ...above.map((bar) => bar.count));
  const mostBelow = Math.max(1, ...below.map((bar) => bar.count));
  const [base, deep] = [54, 22];
  return (
    <div class="weeks" ref={box}>
      <svg width={width} height={base + deep + 22} role="img" aria-label={`${what} by week, and below the reports of the same weeks`}>
        {above.map((bar) => {
          const h = Math.max(1.5, Math.sqrt(bar.count / most) * (base - 4));
          return bar.count === 0 ? null : (
            <rect key={bar.from} class="up" x={toX(axis, bar.from)} width={Math.max(1, toX(axis, bar.to) - toX(axis, bar.from) - 1)} y={base - h} height={h} onClick={() => set?.(iso(bar.from), iso(bar.to - 1))}>
              <title>{`${spelled(bar.from)} to ${spelled(bar.to - 1)}: ${bar.count} ${what}`}</title>
            </rect>
          );
        })}
        {below.map((bar) => {
          const h = Math.max(1, Math.sqrt(bar.count / mostBelow) * deep);
          return bar.count === 0 ? null : (
            <rect key={bar.from} class="down" x={toX(axis, bar.from)} width={Math.max(1, toX(axis, bar.to) - toX(axis, bar.from) - 1)} y={base + 2} height={h}>
              <title>{`${spelled(bar.from)} to ${spelled(bar.to - 1)}: ${bar.count} reports`}</title>
            </rect>
          );
        })}
        {ticks(axis).map((tick) => (
          <text key={tick.day} class={tick.strong ? "tick strong" : "tick"} x={Math.max(14, Math.min(width - 16, toX(axis, tick.day)))} y={base + deep + 18}>
            {tick.text}
          </text>
        ))}
      </svg>
      <p class="quiet small">
        above: {what} · below: reports published in the same weeks, at most {mostBelow} · where there are none, silence is not peace
      </p>
    </div>
  );
}
