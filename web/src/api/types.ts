/**
 * What the API answers. Written from `crates/serve/openapi.json` by `build/types.ts`; do not edit.
 */

/** A side. */
export type Party = {
  /** Registry id, or `name:…` for a body that the registry does not know */
  id: string;
  name: string;
};

/** A place apart from any one mention of it. */
export type Place = {
  /** Gazetteer id such as `geonames:170794`; null where no entry fits */
  id: string | null;
  name: string;
  /** ISO 3166-1 alpha-2 */
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  /** `town`, `airport`, … */
  kind: string;
  /** `exact near admin2 admin1 feature country` */
  precision: string | null;
  /** The place that this one lies in or is a part of, by id */
  in?: string;
};

export type Candidate = {
  /** Key of the place: goes into `/places/{key}` and `place=` */
  key: string;
  place: Place;
  /** Claims in the ledger that are about it */
  claims: number;
};

export type Reason = {
  claim: string;
  /** What its word is worth, 0 to 1 */
  weight: number;
  /** What it says, who says so, and what came of it */
  why: string;
  quote: string;
  report: string;
};

export type Since = {
  first: string | null;
  last: string | null;
};

/** What a party claims beside the assessed status. */
export type Claimed = {
  status: "held" | "divided" | "contested" | "besieged" | "presence" | "unknown";
  holder: Party | null;
  because: Reason[];
};

/** How a place stood on a day, and why (the record of `dateline who`). */
export type Answer = {
  place: Place;
  on: string | null;
  as_of: string | null;
  status: "held" | "divided" | "contested" | "besieged" | "presence" | "unknown";
  holder: Party | null;
  others: Party[];
  basis: string | null;
  confidence: number;
  since: Since | null;
  last_evidence: string | null;
  /** Days from the last evidence to the day asked about */
  age: number | null;
  because: Reason[];
  claimed?: Claimed;
  parts?: {
    holder: Party;
    part: string;
  }[];
  set_aside?: Reason[];
  /** Key of the place and day, for `/explain/{id}` */
  id: string;
};

/** Days through which a place stood the same way (the record of `dateline timeline`). */
export type Stretch = {
  /** First day */
  from: string;
  /** Last day; null where it still stands so */
  to: string | null;
  place: Place;
  on: string | null;
  as_of: string | null;
  status: "held" | "divided" | "contested" | "besieged" | "presence" | "unknown";
  holder: Party | null;
  others: Party[];
  basis: string | null;
  confidence: number;
  since: Since | null;
  last_evidence: string | null;
  /** Days from the last evidence to the day asked about */
  age: number | null;
  because: Reason[];
  claimed?: Claimed;
  parts?: {
    holder: Party;
    part: string;
  }[];
  set_aside?: Reason[];
  /** Key of the place and day, for `/explain/{id}` */
  id: string;
};

/** A piece of a place's ribbon. */
export type RibbonPiece = {
  from: string;
  /** Last day; null where it still stands so */
  to: string | null;
  status: "held" | "divided" | "contested" | "besieged" | "presence" | "unknown";
  holder: Party | null;
  others: Party[];
  basis: string | null;
  confidence: number;
  last_evidence: string | null;
  /** Ids of the claims that it rests on, strongest first */
  claims: string[];
};

export type Actor = {
  id: string | null;
  name: string;
  side: Party | null;
  /** The country that the body belongs to or acts in, ISO 3166-1 alpha-2; left out where nothing tells it */
  country?: string;
  /** The report's words */
  text: string;
  start: number;
  end: number;
};

export type Span = {
  text: string;
  /** Code points from the start of the report's text */
  start: number;
  /** Exclusive */
  end: number;
};

export type Count = {
  /** `killed wounded missing captured displaced abducted` */
  what: string;
  /** `civilians fighters soldiers police children unknown …` */
  who: string;
  side: Party | null;
  low: number | null;
  best: number | null;
  high: number | null;
  scope: string;
  of: number | null;
  text: string;
  start: number;
  end: number;
};

export type ClaimPlace = {
  /** Gazetteer id such as `geonames:170794`; null where no entry fits */
  id: string | null;
  name: string;
  /** ISO 3166-1 alpha-2 */
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  /** `town`, `airport`, … */
  kind: string;
  /** `exact near admin2 admin1 feature country` */
  precision: string | null;
  /** The place that this one lies in or is a part of, by id */
  in?: string;
  /** The report's words */
  text: string;
  start: number;
  end: number;
};

export type Source = {
  /** As written in the report */
  name: string;
  actor: string | null;
  /** `belligerent state-media agency media monitor official witness unnamed` */
  kind: string;
  cue: string | null;
};

export type Control = {
  holder: Party | null;
  lost_by: Party | null;
  besieged_by: Party | null;
  status: "held" | "contested" | "besieged" | "presence" | "lost";
  extent: "whole" | "part";
  part: string | null;
};

/** One sentence's assertion about one happening or state, at one place. */
export type Claim = {
  /** Id */
  claim: string;
  /** Id of the report */
  report: string;
  published: string | null;
  publisher: string | null;
  /** As the report gave it: may be anything, show it as text unless it is http(s) */
  url: string | null;
  /** Such as `control.gain` */
  type: string;
  modality: "asserted" | "claimed" | "denied" | "planned" | "possible" | "attempted";
  interest: "self_serving" | "neutral" | "against" | "unknown";
  context: "main" | "summary" | "background" | "aggregate";
  by: Actor[];
  against: Actor[];
  with: Actor[];
  where: ClaimPlace[];
  when: {
    first: string | null;
    last: string | null;
    bound: string;
    /** `day week month season year range unknown` */
    precision: string;
    /** `text announcement inherited published none` */
    basis: string;
    text: string | null;
  };
  counts: Count[];
  control: Control | null;
  /** From the innermost source outwards; the publisher is implied */
  according_to: Source[];
  quote: Span;
  confidence: number;
  coder: string;
  /** Presupposed, not said */
  inferred?: boolean;
  /** The rule that fired */
  why: string[];
};

/** The same said in another report. */
export type CopyOf = {
  claim: string;
  report: string;
  publisher: string | null;
  published: string | null;
  quote: string;
};

export type WeighedClaim = {
  /** Id */
  claim: string;
  /** Id of the report */
  report: string;
  published: string | null;
  publisher: string | null;
  /** As the report gave it: may be anything, show it as text unless it is http(s) */
  url: string | null;
  /** Such as `control.gain` */
  type: string;
  modality: "asserted" | "claimed" | "denied" | "planned" | "possible" | "attempted";
  interest: "self_serving" | "neutral" | "against" | "unknown";
  context: "main" | "summary" | "background" | "aggregate";
  by: Actor[];
  against: Actor[];
  with: Actor[];
  where: ClaimPlace[];
  when: {
    first: string | null;
    last: string | null;
    bound: string;
    /** `day week month season year range unknown` */
    precision: string;
    /** `text announcement inherited published none` */
    basis: string;
    text: string | null;
  };
  counts: Count[];
  control: Control | null;
  /** From the innermost source outwards; the publisher is implied */
  according_to: Source[];
  quote: Span;
  confidence: number;
  coder: string;
  /** Presupposed, not said */
  inferred?: boolean;
  /** The rule that fired */
  why: string[];
  /** Title of the report */
  title: string | null;
  /** What came of it on the day asked about: it carries the assessed status, a party's claim beside it, was weighed and not followed, or speaks of other days or nothing of control */
  role: "because" | "claimed" | "set_aside" | "other";
  weight: number | null;
  /** What it says, who says so, and what came of it */
  reason: string | null;
  /** The same claim in copies or rewrites of the story, folded into this one */
  copies: CopyOf[];
};

export type Joined = {
  claim: string;
  report: string;
  publisher: string | null;
  type: string;
  modality: string;
  quote: string;
  with: string | null;
  score: number;
  why: string[];
};

/** Claims about one occurrence. */
export type Event = {
  /** Id */
  event: string;
  type: string;
  where: Place[];
  /** Keys of the places, for `/places/{key}` */
  keys: string[];
  first: string | null;
  last: string | null;
  by: Party[];
  against: Party[];
  modality: string;
  /** Independent sources */
  sources: number;
  /** People killed, by `all`, `civilians` and sides, each with low, best, high; null where nobody counts them */
  deaths: Record<string, unknown> | null;
  claims: Joined[];
  /** Claims that fit and do not count, since their reports were replaced, taken back or withdrawn */
  set_aside?: Joined[];
  /** What a way of counting made of it */
  note?: string;
};

export type Week = {
  /** Its Monday */
  week: string;
  /** Reports published in it */
  reports: number;
  /** Claims about days in it (by their last day) */
  claims: number;
};

export type EventWeek = {
  /** Its Monday */
  week: string;
  events: number;
  /** Best figures (else lowest), added up */
  deaths: number;
  /** Reports published in it, of whatever kind: where none is, silence is not peace */
  reports: number;
};

/** A party that the map may show, in a fixed order: those most told of first. */
export type PartyMark = {
  id: string;
  name: string;
  /** Colour and shape: 0, 1, 2, … Parties that meet in one country never share one; give number k the k-th pair of colour and shape */
  mark: number;
  /** Places that it ever held or was in */
  places: number;
  /** Claims on control that name it */
  claims: number;
  countries: string[];
};

/** What is in the ledger, and what the page needs to begin. */
export type Summary = {
  /** Of the program */
  version: string;
  ledger: {
    /** File name */
    name: string;
    /** Newest entry's number: grows with every report and correction; it is in every ETag */
    sequence: number;
  };
  reports: number;
  claims: number;
  /** Claims of older codings */
  superseded: number;
  corrections: number;
  /** Places of which somebody tells who holds them */
  places: number;
  /** First day that evidence of control speaks of */
  first: string | null;
  /** Last one: what `on` is where it is not said */
  last: string | null;
  published: {
    first: string | null;
    last: string | null;
  };
  settings: {
    /** Days after which evidence is shown as carried forward */
    horizon: number;
    contradiction: number;
    presupposed: number;
  };
  embargo: {
    days: number;
    /** Newest day that is shown: reports published later are left out */
    until: string;
  } | null;
  writing: {
    /** Whether this client may enter corrections now */
    allowed: boolean;
    /** Whether a token would allow it (`Authorization: Bearer …`) */
    token: boolean;
    /** Name proposed for the signature */
    who: string | null;
  };
  parties: PartyMark[];
  countries: {
    country: string;
    name: string;
    places: number;
  }[];
  /** For the histogram; weeks of nothing are left out */
  weeks: Week[];
  /** Stays on every map and picture */
  statement: string;
  credits: string[];
};

/** How a place stood on the day. With `layer=claimed`, status and holder are what a party claims, where one claims otherwise. */
export type MapPlace = {
  key: string;
  name: string;
  country: string | null;
  admin1: string | null;
  kind: string;
  lat: number | null;
  lon: number | null;
  status: "held" | "divided" | "contested" | "besieged" | "presence" | "unknown";
  /** Party id */
  holder: string | null;
  others: string[];
  basis: string | null;
  confidence: number;
  last_evidence: string | null;
  age: number | null;
  claimed: {
    status: "held" | "divided" | "contested" | "besieged" | "presence" | "unknown";
    /** Party id */
    holder: string | null;
  } | null;
};

export type Map = {
  on: string | null;
  as_of: string | null;
  layer: "assessed" | "claimed";
  /** All that any map names */
  parties: Party[];
  places: MapPlace[];
};

/** All of the map's days at once. For day d take the last span with from <= d (before the first: unknown). age = max(0, d - last). Where age > horizon the basis is carried_forward and the confidence is multiplied by 0.5^(age / horizon). That is all that `/map?on=` does. */
export type MapChanges = {
  as_of: string | null;
  /** Days */
  horizon: number;
  /** Party ids; spans name them by index */
  parties: string[];
  /** spans name them by index */
  statuses: string[];
  /** spans name them by index */
  bases: string[];
  /** Columns of a span */
  columns: string[];
  places: {
    key: string;
    name: string;
    country: string | null;
    admin1: string | null;
    kind: string;
    precision: string | null;
    lat: number | null;
    lon: number | null;
    /** Days, where the place's war has a horizon of its own */
    horizon?: number;
    spans: unknown[][];
  }[];
};

export type PlacePage = {
  key: string;
  /** `Name, division, CC` */
  title: string;
  place: Place;
  answer: Answer;
  /** Independent sources of the answer */
  sources: number;
  /** Who backs the holder on that day */
  backers: {
    /** Id of the holder */
    party: string;
    backer: Party;
  }[];
  ribbon: {
    assessed: RibbonPiece[];
    claimed: RibbonPiece[];
  };
  /** Strongest first, newest first among equals */
  claims: WeighedClaim[];
  /** Facilities and points near it, kept apart from the town */
  also: Candidate[];
};

export type Difference = {
  key: string;
  place: Place;
  from: {
    status: "held" | "divided" | "contested" | "besieged" | "presence" | "unknown";
    holder: Party | null;
    others: Party[];
    basis: string | null;
  };
  to: {
    status: "held" | "divided" | "contested" | "besieged" | "presence" | "unknown";
    holder: Party | null;
    others: Party[];
    basis: string | null;
  };
  because: Reason[];
};

export type ReportLine = {
  id: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  url: string | null;
  language: string | null;
  claims: number;
  /** Of the text */
  words: number;
  /** Words around what was searched for; empty without a search */
  snippet: {
    text: string;
    match: boolean;
  }[];
};

/** What is known of a publisher. */
export type Publisher = {
  name: string;
  kind: string | null;
  leans_to: Party[];
};

export type Correction = {
  /** Number of the correction, for undo */
  id: number;
  claim: string;
  type: string;
  quote: string;
  field: string;
  /** What it said */
  before: unknown;
  /** What it should say */
  after: unknown;
  why: string;
  who: string;
  on: string;
  /** A later correction of the same field stands above it */
  undone: boolean;
};

export type Elsewhere = {
  /** Id of the claim of this report */
  claim: string;
  /** Says so too */
  same: CopyOf[];
  /** Says otherwise */
  otherwise: CopyOf[];
};

/** Why a report's claims no longer count. */
export type Fate = {
  /** `replaced` by a newer version of its page, `retracted` by its publisher, `withdrawn` by a person, or itself a `notice` that takes another report back */
  fate: "replaced" | "retracted" | "withdrawn" | "notice";
  /** Since this day */
  on?: string | null;
  /** Id of the newer version, or of the notice */
  by?: string;
  /** Who withdrew it */
  who?: string;
  /** Why */
  why?: string;
};

/** A version of a page. */
export type Version = {
  published: string | null;
  /** Id of the report */
  report: string;
  title: string | null;
};

export type ReportPage = {
  report: {
    id: string;
    sha256: string;
    title: string | null;
    publisher: string | null;
    published: string | null;
    url: string | null;
    language: string | null;
    /** Spans count its code points, not UTF-16 units */
    text: string;
  };
  publisher: Publisher | null;
  claims: Claim[];
  /** Claims that a person withdrew */
  rejected: Claim[];
  corrections: Correction[];
  elsewhere: Elsewhere[];
  /** Copies or rewrites of the same story */
  copies: ReportLine[];
  /** Why the report's claims no longer count; empty where they do */
  fates: Fate[];
  /** The versions of its page, oldest first; empty where there is only this one */
  versions: Version[];
};

export type ClaimPage = {
  claim: Claim;
  title: string | null;
  /** The words around the quotation, to the ends of its paragraph */
  context: {
    before: string;
    after: string;
  };
  corrections: Correction[];
  event: string | null;
  control: Answer | null;
  rejected: boolean;
};

/** A source's scoreboard. */
export type SourceLine = {
  name: string;
  actor: string | null;
  party: Party | null;
  kind: string | null;
  /** Its own voice, not somebody quoted */
  publisher: boolean;
  claims: number;
  /** Claims on control */
  control: number;
  borne_out: number;
  contradicted: number;
  unsettled: number;
  /** Of what was settled, the share that was borne out */
  share: number | null;
  /** Median days until borne out */
  days: number | null;
  /** Of the claims on control, those about its own success */
  self_serving: number;
};

export type ReviewItem = {
  claim: Claim;
  title: string | null;
  /** 0 to 1 */
  doubt: number;
  /** 0 to 1 */
  consequence: number;
  /** Why it is in the queue, and so high */
  why: string[];
  /** `machine checked second-checked disputed rejected` */
  state: string;
  /** Doubt times consequence; 1 where reviewers disagree */
  priority: number;
  /** What reviewers did, oldest first */
  verdicts: {
    who: string;
    on: string;
    /** `accept reject edit add undo` */
    did: string;
    /** The field edited */
    field?: string;
    why: string;
  }[];
};

export type TypeInfo = {
  type: string;
  title: string;
  definition: string;
  codes: {
    plover: string;
    plover_mode: string;
    cameo: string;
    acled: string;
    acled_sub: string;
    ucdp: number;
  };
};

export type ActorInfo = {
  id: string;
  name: string;
  names: string[];
  kind: string;
  country: string | null;
  party: Party;
};

/** What was entered. Each kind has fields of its own, as `dateline changes` prints them. */
export type Change = {
  /** Stays for ever and grows: `12` or `12.3` */
  id: string;
  /** `report claim gone correction setting`; `gone` is a claim's tombstone */
  change: "report" | "claim" | "gone" | "correction" | "setting";
  report?: string;
  claim?: string;
  /** Why it is gone */
  because?: string;
  record?: Claim | null;
};

export type Error = {
  error: {
    status: number;
    /** `bad_request forbidden not_found ambiguous too_large too_many unsupported unavailable internal` */
    code: string;
    /** What is wrong */
    message: string;
    /** What to do about it */
    hint?: string;
  };
  candidates?: Candidate[];
};

export type CorrectionRequest = {
  action: "accept" | "reject" | "edit" | "merge" | "split" | "undo";
  /** Id of the claim (not for `undo`) */
  claim?: string;
  /** For `edit`: field → value, such as {"when.first": "2017-11-02"}; a place or party may be given by its id alone ({"where": "geonames:173576", "control.holder": "sy.government"}) */
  set?: Record<string, unknown>;
  /** For `merge`: the claim or event to merge with; for `split`: the event to take the claim out of, where it is not its first */
  with?: string;
  /** For `undo`: the correction's id */
  correction?: number;
  /** The reason */
  why: string;
  /** The signature */
  who: string;
};

export type Entered = {
  entered: Correction[];
  /** The ledger's newest entry now */
  sequence: number;
  claim: Claim | null;
};

export type ClaimRequest = {
  report: string;
  /** Code points: of the marked words */
  start: number;
  end: number;
  type: string;
  /** Place id or name, or several */
  where?: string | string[];
  first?: string | null;
  last?: string | null;
  /** Actor ids or names */
  by?: string[];
  against?: string[];
  /** Party id or name, for `control.*` */
  holder?: string | null;
  lost_by?: string | null;
  besieged_by?: string | null;
  /** The part of the place, in the report's words */
  part?: string | null;
  with?: string[];
  modality?: string;
  interest?: string;
  bound?: string;
  counts?: string[];
  according_to?: string[];
  confidence?: number;
  /** Stands where a machine's name would; `analyst` where it is not said */
  role?: string;
  why: string;
  who: string;
};

export type ClaimEntered = {
  claim: Claim;
  sequence: number;
};

export type Timeline = {
  key: string;
  place: Place;
  as_of: string | null;
  stretches: Stretch[];
};

export type Diff = {
  from: string;
  to: string;
  as_of: string | null;
  total: number;
  differences: Difference[];
};

export type Events = {
  /** Events that the filters admit */
  total: number;
  events: Event[];
  /** Pass it as `after` for the next page; null at the end */
  next: string | null;
  /** Of all that the filters admit, not of this page only */
  weeks: EventWeek[];
  types: {
    type: string;
    events: number;
  }[];
};

export type Claims = {
  total: number;
  claims: Claim[];
  /** Pass it as `after` for the next page; null at the end */
  next: string | null;
};

export type Reports = {
  total: number;
  reports: ReportLine[];
  /** Pass it as `after` for the next page; null at the end */
  next: string | null;
  publishers: {
    publisher: string | null;
    reports: number;
  }[];
};

export type Sources = {
  total: number;
  sources: SourceLine[];
};

export type Coverage = {
  weeks: Week[];
  countries: {
    country: string;
    name: string;
    reports: number;
    claims: number;
  }[];
  publishers: {
    publisher: string | null;
    reports: number;
    first: string | null;
    last: string | null;
  }[];
  /** Reports without a publication date */
  undated: number;
};

export type Search = {
  q: string;
  towns: Candidate[];
  actors: ActorInfo[];
  reports: ReportLine[];
};

export type Gazetteer = {
  places: Candidate[];
};

export type Actors = {
  actors: ActorInfo[];
};

export type Types = {
  families: {
    family: string;
    types: TypeInfo[];
  }[];
  modalities: string[];
  contexts: string[];
};

export type Review = {
  total: number;
  items: ReviewItem[];
  /** Pass it as `after` for the next page; null at the end */
  next: string | null;
};

export type Corrections = {
  total: number;
  /** Newest first */
  corrections: Correction[];
  /** Pass it as `after` for the next page; null at the end */
  next: string | null;
};

export type Changes = {
  since: string;
  /** Pass it as `since` to go on */
  last: string | null;
  sequence: number;
  changes: Change[];
  /** Ask again with the last id */
  more: boolean;
};

export type Labels = {
  /** Most important first */
  labels: {
    name: string;
    lat: number;
    lon: number;
    /** 1 is the most important: capitals and cities of millions; 6 the least */
    rank: number;
    kind: string;
  }[];
};

export type Health = {
  ok: boolean;
  sequence: number;
};

/** A data set that can be audited. */
export type AuditedSet = {
  /** What to ask `/audit` for */
  of: string;
  /** For people */
  name: string;
  publisher: string | null;
  rows: number;
  first: string | null;
  last: string | null;
  countries: string[];
  /** It is in the ledger; else it is a file that somebody opened, and goes when the server ends */
  imported: boolean;
};

export type Audits = {
  total: number;
  audits: AuditedSet[];
};

/** A row of a data set. */
export type AuditRow = {
  /** The data set's own */
  id: string;
  /** Line of the file */
  line: number;
  says: {
    says: "event" | "control" | "nothing";
    /** Of the claim, where it is an event */
    type?: string;
    /** Who held the place, where it says that; null where it was contested */
    holder?: string | null;
  };
  first: string | null;
  last: string | null;
  place: ClaimPlace | null;
  side_a: string | null;
  side_b: string | null;
  deaths: {
    low: number | null;
    best: number | null;
    high: number | null;
    side_a: number | null;
    side_b: number | null;
    civilians: number | null;
    unknown: number | null;
  };
  /** Its headline or note */
  words: string | null;
  source: string | null;
  published: string | null;
};

/** What the reports say. */
export type AuditOurs = {
  /** Of the event or the status */
  id: string;
  /** Type of the event, or how the place stood */
  says: string;
  first: string | null;
  last: string | null;
  place: Place | null;
  /** Who acts, or holds the place */
  by: string[];
  /** Against whom, or who else is there */
  against: string[];
  deaths: {
    low: number | null;
    best: number | null;
    high: number | null;
  } | null;
};

export type AuditSentence = {
  claim: string;
  report: string;
  publisher: string | null;
  published: string | null;
  quote: string;
};

export type AuditFinding = {
  /** Its number, while the ledger does not grow */
  finding: number;
  outcome: "matched" | "contradicted" | "missed_by_us" | "missed_by_them";
  /** Null where no row has it */
  row: AuditRow | null;
  /** Null where no report says so */
  ours: AuditOurs | null;
  /** How well they fit, 0 to 1 */
  score: number | null;
  /** Why they were taken for the same, or what speaks against the row */
  why: string[];
  /** Where we have nothing: reports that tell of the place in the weeks around. 0 is our silence, not their error */
  heard: number | null;
  sentences: AuditSentence[];
  sentences_in_all: number;
  /** Key of the place, for `/places/{key}` */
  key: string | null;
};

export type AuditSummary = {
  rows: number;
  matched: number;
  contradicted: number;
  missed_by_us: number;
  /** Of those missed by us, where no report tells of the place then */
  silent: number;
  missed_by_them: number;
};

export type Audit = {
  of: string;
  days: number;
  km: number;
  summary: AuditSummary;
  total: number;
  findings: AuditFinding[];
  next: string | null;
};

export type AuditRequest = {
  as: "ged" | "acled" | "viina" | "table";
  /** The file's name, for people */
  name: string;
  /** The file: CSV */
  rows: string;
  /** The map of its columns as TOML, for `table` */
  columns?: string;
};

export type AuditOpened = {
  audit: AuditedSet;
  /** Rows that could not be read */
  unread: number;
  /** The first of them */
  troubles: {
    line: number;
    message: string;
  }[];
};
