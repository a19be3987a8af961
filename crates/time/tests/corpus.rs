//! The project's own corpus of expressions of time, `eval/time/corpus.tsv`, read with the parser
//! and without: at least 97 in 100 with both ends right, and nothing found in a trap.

use dateline_syntax::Pipeline;
use dateline_time::{Expression, TimeContext, find, find_in_text};
use jiff::civil::Date;

const CORPUS: &str = include_str!("../../../eval/time/corpus.tsv");

/// One line of the corpus: the sentence without its brackets, and what each must come to.
struct Line {
    published: Option<Date>,
    text: String,
    expected: Vec<Expected>,
}

struct Expected {
    start: u32,
    end: u32,
    first: Option<Date>,
    last: Option<Date>,
    precision: String,
    bound: String,
}

fn lines() -> Vec<Line> {
    CORPUS.lines().filter(|line| !line.starts_with('#')).map(line).collect()
}

fn line(line: &str) -> Line {
    let mut columns = line.split('\t');
    let published = columns.next().expect("a date or -").parse().ok();
    let sentence = columns.next().expect("a sentence");
    let columns: Vec<Vec<&str>> = columns.map(|column| column.split(" ; ").collect()).collect();
    let (mut text, mut expected, mut open) = (String::new(), Vec::new(), 0);
    for character in sentence.chars() {
        match character {
            '[' => open = text.len() as u32,
            ']' => {
                let at = expected.len();
                expected.push(Expected {
                    start: open,
                    end: text.len() as u32,
                    first: columns[0][at].parse().ok(),
                    last: columns[1][at].parse().ok(),
                    precision: columns[2][at].to_owned(),
                    bound: columns[3][at].to_owned(),
                });
            }
            _ => text.push(character),
        }
    }
    Line { published, text, expected }
}

/// How the corpus came out.
#[derive(Default)]
struct Score {
    expressions: usize,
    ends: usize,
    precision: usize,
    bound: usize,
    exact_span: usize,
    extra: usize,
    traps: usize,
    fallen: usize,
    groundless: usize,
}

impl Score {
    fn add(&mut self, line: &Line, found: &[Expression], misses: &mut Vec<String>) {
        if line.expected.is_empty() {
            self.traps += 1;
            if let Some(first) = found.first() {
                self.fallen += 1;
                misses.push(format!("TRAP  {} → “{}”", line.text, first.span.of(&line.text)));
            }
            return;
        }
        let mut used = vec![false; found.len()];
        for wanted in &line.expected {
            self.expressions += 1;
            let name = &line.text[wanted.start as usize..wanted.end as usize];
            let hit = found
                .iter()
                .position(|found| found.span.start < wanted.end && wanted.start < found.span.end);
            let Some(hit) = hit else {
                misses.push(format!("MISS  {} · [{name}] not found", line.text));
                continue;
            };
            used[hit] = true;
            let interval = &found[hit].interval;
            let precision = format!("{:?}", interval.precision).to_lowercase();
            let bound = format!("{:?}", interval.bound).to_lowercase();
            let exact = found[hit].span.start == wanted.start && found[hit].span.end == wanted.end;
            self.exact_span += usize::from(exact);
            let ends = interval.first == wanted.first && interval.last == wanted.last;
            self.ends += usize::from(ends);
            if wanted.first.is_none() && wanted.last.is_none() && interval.is_known() {
                self.groundless += 1;
            }
            let grain = precision == wanted.precision;
            self.precision += usize::from(ends && grain);
            let bounds = wanted.bound == "-" || bound == wanted.bound;
            self.bound += usize::from(ends && bounds);
            if !(ends && grain && bounds) {
                let show = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
                misses.push(format!(
                    "{} {} · [{name}] {}..{} {} {} ← {}..{} {precision} {bound} {:?}",
                    if ends { "grain" } else { "WRONG" },
                    line.text,
                    show(wanted.first),
                    show(wanted.last),
                    wanted.precision,
                    wanted.bound,
                    show(interval.first),
                    show(interval.last),
                    found[hit].reason,
                ));
            }
        }
        for (found, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
            self.extra += 1;
            misses.push(format!("EXTRA {} → “{}”", line.text, found.span.of(&line.text)));
        }
    }

    fn row(&self, name: &str) -> String {
        let share =
            |part: usize, whole: usize| format!("{:.1} %", 100.0 * part as f64 / whole as f64);
        format!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} of {} | {} |",
            self.expressions,
            share(self.ends, self.expressions),
            share(self.precision, self.expressions),
            share(self.bound, self.expressions),
            share(self.exact_span, self.expressions),
            self.extra,
            self.fallen,
            self.traps,
            self.groundless,
        )
    }
}

fn run(analyse: bool) -> (Score, Vec<String>) {
    let (mut score, mut misses) = (Score::default(), Vec::new());
    for line in lines() {
        let context = TimeContext { published: line.published };
        let found = if analyse {
            find(&Pipeline::embedded().analyse(&line.text), &context).0
        } else {
            find_in_text(&line.text, &context).0
        };
        score.add(&line, &found, &mut misses);
    }
    (score, misses)
}

#[test]
fn the_corpus_comes_out_right() {
    println!(
        "| | expressions | both ends | + grain | + bound | exact span | extra | traps | groundless |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let scores = [("parsed", true), ("text alone", false)].map(|(name, analyse)| {
        let (score, misses) = run(analyse);
        println!("{}", score.row(name));
        (score, misses)
    });
    for (_, misses) in &scores {
        println!("\n{}", misses.join("\n"));
    }
    for (score, _) in &scores {
        assert!(score.expressions >= 400 && score.traps >= 60);
        assert!(score.ends * 100 >= score.expressions * 97, "both ends right");
        assert_eq!(score.groundless, 0, "resolved with nothing to resolve against");
        assert_eq!(score.fallen, 0, "found in a trap");
    }
}
