/** Coverage: how much was read, of when, of where, from whom. What nobody reported cannot be on the map. */
import { useAsk } from "../api/hook";
import type * as api from "../api/types";
import { place as about } from "../state/store";
import { spelledIso } from "../time/days";
import { Coming, Go, Wrong } from "../ui/pieces";
import { Weeks } from "./weeks";

export function CoverageView() {
  const place = about.value;
  const { data, trouble } = useAsk<api.Coverage>("coverage", { place });
  const most = Math.max(1, ...(data?.countries ?? []).map((country) => country.reports));
  return (
    <div class="view" role="region" aria-label="Coverage" tabIndex={0}>
      <header class="head">
        <h1>Coverage</h1>
        <p class="quiet">
          How much was read. Silence is not peace: a week without reports says nothing about the week.{" "}
          {place !== null && (
            <>
              Only about one place; <Go to={{ place: null }}>show all</Go>.
            </>
          )}
        </p>
      </header>
      {trouble && <Wrong trouble={trouble} />}
      {!data && !trouble && <Coming lines={14} />}
      {data && (
        <>
          <Weeks weeks={data.weeks.map((week) => ({ week: week.week, count: week.claims, reports: week.reports }))} what="claims" />
          <div class="columns">
            <section>
              <h2>By country</h2>
              <table class="list">
                <thead>
                  <tr><th>Country</th><th /><th class="num">Reports</th><th class="num">Claims</th></tr>
                </thead>
                <tbody>
                  {data.countries.map((country) => (
                    <tr key={country.country}>
                      <td>{country.name}</td>
                      <td>
                        <svg width="120" height="8" aria-hidden="true">
                          <rect width={(country.reports / most) * 120} height="8" rx="2" fill="var(--bar)" />
                        </svg>
                      </td>
                      <td class="num">{country.reports}</td>
                      <td class="num">{country.claims}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <section>
              <h2>By publisher</h2>
              <table class="list">
                <thead>
                  <tr><th>Publisher</th><th class="num">Reports</th><th>From</th><th>To</th></tr>
                </thead>
                <tbody>
                  {data.publishers.map((line, i) => (
                    <tr key={i}>
                      <td dir="auto">{line.publisher ?? <span class="quiet">not said</span>}</td>
                      <td class="num">{line.reports}</td>
                      <td class="date">{spelledIso(line.first)}</td>
                      <td class="date">{spelledIso(line.last)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {data.undated > 0 && <p class="quiet">{data.undated} reports have no publication date; they are left out wherever “as known on” is set.</p>}
            </section>
          </div>
        </>
      )}
    </div>
  );
}
