//! What runs over more than one paragraph: datelines, frames, accounts that look ahead and back.

use dateline_time::{Anchor, Expression, TimeContext, find_in_text};

fn read(text: &str, published: Option<&str>) -> Vec<Expression> {
    let published = published.and_then(|day| day.parse().ok());
    find_in_text(text, &TimeContext { published }).0
}

fn firsts(text: &str, published: Option<&str>) -> Vec<String> {
    let day =
        |found: &Expression| found.interval.first.map_or("-".to_owned(), |day| day.to_string());
    read(text, published).iter().map(day).collect()
}

#[test]
fn a_full_dateline_dates_the_report() {
    let wire = "SAN SALVADOR, 3 JAN 90 -- [TEXT] A PATROL FOUND THE CAMP YESTERDAY.";
    let found = read(wire, None);
    assert_eq!(found[1].interval.first.unwrap().to_string(), "1990-01-02");
    assert_eq!(found[1].anchor, Anchor::Dateline);
}

#[test]
fn a_dateline_without_a_year_dates_nothing_alone() {
    let wire = "BEIRUT, Nov 3 (AFP) — Troops entered the town on Friday.";
    assert_eq!(firsts(wire, None), ["-", "-"]);
    assert_eq!(firsts(wire, Some("2017-11-04")), ["2017-11-03", "2017-11-03"]);
}

#[test]
fn today_is_the_datelines_day() {
    let wire = "GOMA, Nov 20 (Reuters) - Rebels entered the city today.";
    assert_eq!(firsts(wire, Some("2012-11-21"))[1], "2012-11-20");
}

#[test]
fn a_frame_holds_for_its_paragraph() {
    let text =
        "In 2014, the group grew. In June it took the city.\n\nIn August, it fled on Friday.";
    assert_eq!(
        firsts(text, Some("2017-11-03")),
        ["2014-01-01", "2014-06-01", "2017-08-01", "2017-11-03"]
    );
}

#[test]
fn an_account_goes_on_where_it_left_off() {
    let text = "On 2 March 2022 the island was taken. Its garrison was freed in exchanges; a man of it \
                was honoured in May 2023.\n\nOn 14 April the cruiser sank. Three days later a tug was hit.";
    assert_eq!(
        firsts(text, Some("2023-07-06")),
        ["2022-03-02", "2023-05-01", "2022-04-14", "2022-04-17"]
    );
}

#[test]
fn a_date_and_its_weekday_that_disagree_are_noted() {
    let published = "2017-11-03".parse().ok();
    let (found, notes) = find_in_text("It fell on Monday, 3 May 2016.", &TimeContext { published });
    assert_eq!(found[0].interval.first.unwrap().to_string(), "2016-05-03");
    assert_eq!(notes[0].code, "T001");
}

#[test]
fn spans_are_bytes_of_the_text() {
    let text = "« Дебальцево » — it fell on 18 February 2015.";
    let found = read(text, None);
    assert_eq!(found[0].span.of(text), "18 February 2015");
}
