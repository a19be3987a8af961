//! Counts of people in sentences from many wars, and numbers that count no people.

use dateline_coding::{Coder, Count};
use dateline_report::Report;

/// `what low/best/high who [of PARTY] [scope] [part N]`, the default scope and side left out.
fn brief(count: &Count) -> String {
    let number = |n: Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
    let mut text = format!(
        "{} {}/{}/{} {}",
        count.what,
        number(count.low),
        number(count.best),
        number(count.high),
        count.who
    );
    if let Some(side) = &count.side {
        text += &format!(" of {}", side.name);
    }
    if count.scope != "incident" {
        text += &format!(" {}", count.scope);
    }
    if let Some(of) = count.of {
        text += &format!(" part {of}");
    }
    text
}

fn counts(text: &str) -> Vec<String> {
    let mut report = Report::new(text);
    report.published = Some(jiff::civil::date(2020, 6, 15));
    let reading = Coder::embedded().read(&report);
    for count in &reading.counts {
        assert_eq!(count.span.of(text), count.text, "{text}");
    }
    reading.counts.iter().map(brief).collect()
}

fn check(table: &[(&str, &[&str])]) {
    let mut failures = Vec::new();
    for (text, expected) in table {
        let got = counts(text);
        if got != *expected {
            failures.push(format!("{text}\n  expected {expected:?}\n  got      {got:?}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {} failed\n{}",
        failures.len(),
        table.len(),
        failures.join("\n")
    );
}

#[test]
fn killed_and_wounded_in_every_form() {
    check(&[
        ("A suicide bomber killed at least 12 people in Kabul.", &["killed 12/12/- unknown"]),
        (
            "The blast left 12 dead and 30 wounded.",
            &["killed 12/12/12 unknown", "wounded 30/30/30 unknown"],
        ),
        ("Blast kills 12 in Mogadishu", &["killed 12/12/12 unknown"]),
        (
            "Shelling kills two, wounds nine in Kharkiv region",
            &["killed 2/2/2 unknown", "wounded 9/9/9 unknown"],
        ),
        (
            "12 dead, 30 wounded in Baghdad car bombing",
            &["killed 12/12/12 unknown", "wounded 30/30/30 unknown"],
        ),
        (
            "12 soldiers killed, 7 wounded in clashes with Maoists",
            &["killed 12/12/12 soldiers", "wounded 7/7/7 unknown"],
        ),
        ("The attack claimed the lives of 23 people.", &["killed 23/23/23 unknown"]),
        (
            "A soldier and two policemen were shot dead.",
            &["killed 1/1/1 soldiers", "killed 2/2/2 police"],
        ),
        ("Up to 30 militants may have died in the drone strike.", &["killed -/30/30 fighters"]),
        (
            "Serb forces shelled Sarajevo on Monday, killing 37 and wounding 90 people.",
            &["killed 37/37/37 unknown", "wounded 90/90/90 unknown"],
        ),
        (
            "The raid resulted in the deaths of three gunmen and the capture of eight others.",
            &["killed 3/3/3 fighters", "captured 8/8/8 unknown"],
        ),
        ("Gunmen shot and killed four health workers in Quetta.", &["killed 4/4/4 civilians"]),
        ("The bodies of 15 men were found in a mass grave near Racak.", &["killed 15/15/15 men"]),
        ("Two dozen civilians died in the crossfire.", &["killed 24/24/24 civilians"]),
        (
            "The airstrike, which killed 16 people, hit a wedding party.",
            &["killed 16/16/16 unknown"],
        ),
        ("ISIS beheaded 21 Egyptian Christians on a beach in Libya.", &["killed 21/21/21 unknown"]),
        (
            "A suicide attack on a mosque in Peshawar killed 34 worshippers and injured scores.",
            &["killed 34/34/34 civilians", "wounded 40/-/- unknown"],
        ),
        ("A family of five was killed when a rocket hit their home.", &["killed 5/5/5 civilians"]),
        (
            "Guerrillas killed the mayor as well as two peasants.",
            &["killed 1/1/1 civilians", "killed 2/2/2 civilians"],
        ),
        ("Half a dozen people were injured.", &["wounded 6/6/6 unknown"]),
        ("The siege cost more than 1,000 lives.", &["killed 1000/1000/- unknown"]),
        ("Nine people lost their lives in the bombing.", &["killed 9/9/9 unknown"]),
        (
            "Three explosions rocked Guatemala City, leaving at least one dead and five wounded.",
            &["killed 1/1/- unknown", "wounded 5/5/5 unknown"],
        ),
        (
            "ELEVEN PERSONS, INCLUDING TWO NEWSMEN, WERE WOUNDED IN THE ATTACKS.",
            &["wounded 11/11/11 unknown", "wounded 2/2/2 journalists part 0"],
        ),
        ("A couple of soldiers were lightly wounded.", &["wounded 2/2/2 soldiers"]),
    ]);
}

#[test]
fn numbers_that_words_leave_open() {
    check(&[
        (
            "Air strikes hit the town, killing dozens of civilians and wounding scores more.",
            &["killed 24/-/- civilians", "wounded 40/-/- unknown"],
        ),
        ("Several villagers were killed in Darfur.", &["killed 3/-/- civilians"]),
        (
            "Hundreds of soldiers were killed at Ilovaisk.",
            &["killed 200/-/- soldiers of Government of Ukraine"],
        ),
        ("Between 12 and 15 militants were captured.", &["captured 12/-/15 fighters"]),
        ("The shelling killed 12 to 15 people.", &["killed 12/-/15 unknown"]),
        ("Nearly 100 rebels were killed.", &["killed 100/100/100 fighters"]),
        ("About 40 people were wounded in Gonder.", &["wounded 40/40/- unknown"]),
        ("Fewer than 10 civilians were injured.", &["wounded -/-/10 civilians"]),
        ("Thirty-two servicemen were killed in the ambush.", &["killed 32/32/32 soldiers"]),
        (
            "Around 1.2 million people have been displaced by the fighting in Tigray.",
            &["displaced 1200000/1200000/- unknown"],
        ),
    ]);
}

#[test]
fn whose_they_were() {
    check(&[
        (
            "At least 12 Taliban fighters were killed and 30 wounded in air strikes in Helmand.",
            &["killed 12/12/- fighters of Taliban", "wounded 30/30/30 unknown"],
        ),
        (
            "An Israeli soldier was killed and three others were injured by an anti-tank missile.",
            &["killed 1/1/1 soldiers of Government of Israel", "wounded 3/3/3 unknown"],
        ),
        (
            "Six Turkish soldiers were martyred in Idlib, the defence ministry said.",
            &["killed 6/6/6 soldiers of Government of Turkey"],
        ),
        (
            "The Tigers abducted 26 Sri Lankan police officers in Batticaloa.",
            &["abducted 26/26/26 police of Government of Sri Lanka"],
        ),
        (
            "The Ukrainian army said that three of its soldiers died in the clashes.",
            &["killed 3/3/3 soldiers of Government of Ukraine"],
        ),
        (
            "Three UN peacekeepers were killed and five others wounded in an ambush near Kidal.",
            &["killed 3/3/3 peacekeepers", "wounded 5/5/5 unknown"],
        ),
    ]);
}

#[test]
fn parts_of_other_counts() {
    check(&[
        (
            "Twelve people, including two soldiers, were killed by a roadside bomb.",
            &["killed 12/12/12 unknown", "killed 2/2/2 soldiers part 0"],
        ),
        (
            "The shelling killed 12 people, three of them children.",
            &["killed 12/12/12 unknown", "killed 3/3/3 children part 0"],
        ),
        (
            "At least seven people, among them four children, died in shelling of Donetsk.",
            &["killed 7/7/- unknown", "killed 4/4/4 children part 0"],
        ),
        (
            "Seven people were killed: four civilians and three policemen.",
            &[
                "killed 7/7/7 unknown",
                "killed 4/4/4 civilians part 0",
                "killed 3/3/3 police part 0",
            ],
        ),
        (
            "Fifteen people died, eight of whom were soldiers.",
            &["killed 15/15/15 unknown", "killed 8/8/8 soldiers part 0"],
        ),
        (
            "Of the 12 people killed, eight were civilians.",
            &["killed 12/12/12 unknown", "killed 8/8/8 civilians part 0"],
        ),
        (
            "Medics said five Palestinians, including a 10-year-old girl, were killed.",
            &["killed 5/5/5 unknown", "killed 1/1/1 children part 0"],
        ),
        (
            "The attack killed 30 people. Four of the dead were children.",
            &["killed 30/30/30 unknown", "killed 4/4/4 children part 0"],
        ),
        ("Three women were among the dead.", &["killed 3/3/3 women"]),
    ]);
}

#[test]
fn totals_and_periods() {
    check(&[
        ("The death toll rose to 41.", &["killed 41/41/41 unknown total"]),
        (
            "Two more died overnight, bringing the toll to 41.",
            &["killed 2/2/2 unknown", "killed 41/41/41 unknown total"],
        ),
        (
            "Officials put the number of dead at 45 and the number of wounded at more than 100.",
            &["killed 45/45/45 unknown total", "wounded 100/100/- unknown total"],
        ),
        ("Death toll in Kabul blast climbs to 90", &["killed 90/90/90 unknown total"]),
        (
            "More than 3,000 people have fled the fighting since January.",
            &["displaced 3000/3000/- unknown period"],
        ),
        (
            "Fighting in the Donbas has claimed the lives of more than 13,000 people since April 2014.",
            &["killed 13000/13000/- unknown period"],
        ),
    ]);
}

#[test]
fn captured_abducted_missing_displaced() {
    check(&[
        (
            "The insurgents abducted 276 schoolgirls from Chibok.",
            &["abducted 276/276/276 children"],
        ),
        (
            "Rebels took 40 soldiers prisoner and seized several tanks.",
            &["captured 40/40/40 soldiers"],
        ),
        (
            "Raids have driven 560,000 people from their homes.",
            &["displaced 560000/560000/560000 unknown"],
        ),
        ("Militants are holding 12 hostages inside the hotel.", &["abducted 12/12/12 unknown"]),
        (
            "More than a hundred people are missing after the attack.",
            &["missing 100/100/- unknown"],
        ),
        (
            "Nearly 200,000 people were displaced and 14 remain missing.",
            &["displaced 200000/200000/200000 unknown", "missing 14/14/14 unknown"],
        ),
        (
            "Hundreds of thousands have been forced to flee their homes.",
            &["displaced 200000/-/- unknown"],
        ),
        (
            "He said 3,000 houses were destroyed and 250,000 people made homeless.",
            &["displaced 250000/250000/250000 unknown"],
        ),
        (
            "Tens of thousands of Rohingya fled to Bangladesh after villages were burned.",
            &["displaced 20000/-/- unknown"],
        ),
    ]);
}

#[test]
fn people_who_are_not_numbered_or_only_described() {
    check(&[
        ("The mayor of Kunduz was killed by a mine.", &["killed 1/1/1 civilians"]),
        (
            "Gunmen abducted the priest and his driver.",
            &["abducted 1/1/1 civilians", "abducted 1/1/1 civilians"],
        ),
        ("Hundreds of wounded were treated in Goma.", &["wounded 200/-/- unknown"]),
        (
            "Nine people were injured, two critically.",
            &["wounded 9/9/9 unknown", "wounded 2/2/2 unknown part 0"],
        ),
        (
            "The clash left three rebels and five soldiers dead.",
            &["killed 3/3/3 fighters", "killed 5/5/5 soldiers"],
        ),
        ("Raiders slit the throats of 30 villagers.", &["killed 30/30/30 civilians"]),
        ("Half a million people fled the province.", &["displaced 500000/500000/500000 unknown"]),
        (
            "A shell killed a man, 62, and wounded a girl (9).",
            &["killed 1/1/1 men", "wounded 1/1/1 children"],
        ),
        ("Seven children aged between 4 and 12 were killed.", &["killed 7/7/7 children"]),
        ("Some 8,000 villagers crossed the border.", &["displaced 8000/8000/- civilians"]),
        (
            "The fighting sent 2,000 people across the frontier.",
            &["displaced 2000/2000/2000 unknown"],
        ),
        ("Some 15,000 people have died in the conflict.", &["killed 15000/15000/- unknown period"]),
        ("The spokesman said that nobody had been hurt.", &[]),
    ]);
}

/// Numbers beside words of war that count no casualties.
const TRAPS: &[&str] = &[
    "The new hospital saved 300 lives.",
    "Not a single person was killed in Medellin.",
    "Dozens were killed or wounded when mortar rounds fell on the crowd.",
    "Ahmed, 34, fought in Aleppo for two years.",
    "The attack on 12 March was the third in a week.",
    "Rebels captured 12 villages and three hills.",
    "The army destroyed 14 tanks and captured 20 armoured vehicles.",
    "About 300,000 people lived in Mosul before the war.",
    "The town, home to 45,000 people, was captured on Monday.",
    "They fired 122mm rockets and 155mm shells at the port.",
    "The front lies 12 kilometres from the city.",
    "Unemployment killed 12 percent of the sector.",
    "The party lost 12 seats and 30,000 votes.",
    "Arsenal lost 3-1 to Chelsea on Saturday.",
    "The blast killed 40 cows and 200 sheep.",
    "The strike shut down 12 factories.",
    "The bomb could kill 100 people, experts said.",
    "The group vowed to kill 1,000 soldiers.",
    "No civilians were killed.",
    "The attack did not kill 12 people, the army said.",
    "The Brigade 93 base was captured.",
    "Fighters blew up the bridge on Route 9.",
    "The F-16 was shot down over Idlib.",
    "Shells damaged 30 houses.",
    "The operation lasted 12 days and cost $4 million.",
    "The government sent 5,000 troops to the border.",
    "Some 2,000 fighters are besieging the city.",
    "Two gunmen opened fire on the crowd.",
    "Three suicide bombers attacked the airport.",
    "The commander has 300 men under him.",
    "Talks between the two sides lasted three hours.",
    "Resolution 2254 was adopted in 2015.",
    "The village lies at a height of 1,200 metres.",
    "Thousands of people protested in Khartoum.",
    "The militia recruited 400 children.",
    "About 60 percent of the city is held by the rebels.",
    "The convoy of 12 trucks reached the camp.",
    "Aid for 20,000 people was delivered to Madaya.",
    "The striker killed the game after 12 minutes.",
    "She was born in 1984 and died in 2016.",
    "The plane carried 120 passengers.",
    "The two brothers joined the insurgency in 2004.",
    "The mayor said that 12 streets had been cleared of mines.",
    "The ceasefire took effect at 6 p.m. on Friday.",
    "The river is 300 metres wide at Deir Ezzor.",
    "The prison holds 4,000 detainees.",
    "The army freed 12 soldiers.",
    "Jaipur lost three wickets for 12 runs.",
    "A team of five inspectors arrived in Douma.",
    "The rebels released 25 prisoners.",
    "Ten of the 15 seats went to the former rebels.",
];

#[test]
fn other_numbers_stay_silent() {
    let table: Vec<(&str, &[&str])> = TRAPS.iter().map(|text| (*text, &[] as &[&str])).collect();
    assert!(table.len() >= 40);
    check(&table);
}

#[test]
fn claims_carry_their_counts() {
    let coder = Coder::embedded();
    let carried = |text: &str| -> Vec<String> {
        let mut report = Report::new(text);
        report.published = Some(jiff::civil::date(2020, 6, 15));
        let (claims, _) = coder.code(&report);
        claims
            .iter()
            .filter(|c| !c.counts.is_empty())
            .map(|c| {
                let counts: Vec<String> = c.counts.iter().map(brief).collect();
                format!("{}: {}", c.kind, counts.join("; "))
            })
            .collect()
    };
    let shelling =
        carried("At least seven people, among them four children, died in shelling of Donetsk.");
    assert_eq!(shelling.len(), 1, "{shelling:?}");
    assert!(shelling[0].ends_with("killed 7/7/- unknown; killed 4/4/4 children part 0"));
    assert_eq!(
        carried(
            "Gunmen killed three policemen in Kirkuk on Monday. The death toll in Mosul rose to 41."
        ),
        [
            "harm.casualties: killed 3/3/3 police of Government of Iraq",
            "harm.casualties: killed 41/41/41 unknown total"
        ]
    );
    assert_eq!(carried("Two people were killed in a car crash in Ohio.").len(), 0);
    assert_eq!(carried("An earthquake killed 300 people in Aleppo.").len(), 0);
}
