//! Arcs of whole sentences, mended.

use dateline_syntax::Pipeline;

use super::mend;
use crate::embedded;

/// The arcs of some words, mended: word, label, head's word.
fn arcs(text: &str, words: &[&str]) -> Vec<String> {
    let mut analysis = Pipeline::embedded().analyse(text);
    mend(&mut analysis, &embedded::ontology().lexicon);
    let a = &analysis;
    (0..a.len())
        .filter(|&t| words.contains(&a.text(t)))
        .map(|t| format!("{} {} {}", a.text(t), a.dep(t), a.text(a.head(t))))
        .collect()
}

#[test]
fn who_speaks_at_the_end_is_no_apposition() {
    let text = "Islamic State now holds more than a third of Kobani, the Syrian Observatory for \
                Human Rights said on Thursday.";
    assert_eq!(
        arcs(text, &["holds", "third", "Observatory", "said"]),
        ["holds ccomp said", "third dobj holds", "Observatory nsubj said", "said ROOT said"]
    );
    let text = "All of Nineveh province has fallen into the hands of \"terrorists\", the speaker of \
                parliament, Osama al-Nujaifi, told a news conference in Baghdad.";
    assert_eq!(
        arcs(text, &["fallen", "speaker", "told"]),
        ["fallen ccomp told", "speaker nsubj told", "told ROOT told"]
    );
}

#[test]
fn a_second_object_stands_beside_the_first() {
    let text = "A bomb in Beirut killed Rafik Hariri, the former prime minister, and eight other \
                people on Monday.";
    assert_eq!(arcs(text, &["Hariri", "people"]), ["Hariri dobj killed", "people conj Hariri"]);
    let text = "Rebels shelled the town and residents fled.";
    assert_eq!(arcs(text, &["town", "residents"]), ["town dobj shelled", "residents nsubj fled"]);
}

#[test]
fn a_clause_keeps_its_subject_over_an_apposition() {
    let text = "Militants overran Tikrit on Wednesday, a day after Mosul, Iraq's second city, fell \
                into the hands of the same group.";
    assert_eq!(
        arcs(text, &["Mosul", "second", "fell"]),
        ["Mosul nsubj fell", "second amod city", "fell advcl overran"]
    );
}

#[test]
fn a_noun_before_a_noun_is_no_subject() {
    let text =
        "Tuareg fighters attacked Timbuktu, the last government stronghold in northern Mali.";
    assert_eq!(
        arcs(text, &["attacked", "government", "stronghold"]),
        ["attacked ROOT attacked", "government compound stronghold", "stronghold appos Timbuktu"]
    );
}

#[test]
fn an_adjective_before_a_name_is_no_subject() {
    let text = "Sudan's paramilitary Rapid Support Forces took over Wad Madani, the country's second \
                city, on Monday after the army pulled out.";
    assert_eq!(
        arcs(text, &["Sudan", "paramilitary", "Forces", "took"]),
        ["Sudan poss Forces", "paramilitary amod Forces", "Forces nsubj took", "took ROOT took"]
    );
}

#[test]
fn what_is_held_does_not_say_so() {
    let text = "Rebels of the Revolutionary United Front were holding about 300 U.N. peacekeepers in \
                Sierra Leone, the United Nations said on Friday.";
    assert_eq!(
        arcs(text, &["holding", "peacekeepers", "Nations"]),
        ["holding ccomp said", "peacekeepers dobj holding", "Nations nsubj said"]
    );
}

#[test]
fn a_name_before_control_holds_what_is_behind() {
    assert_eq!(
        arcs("The Taliban control most of Lashkar Gah.", &["Taliban", "most"]),
        ["Taliban nsubj control", "most dobj control"]
    );
    assert_eq!(
        arcs("The Houthis control Sanaa.", &["Houthis", "Sanaa", "control"]),
        ["Houthis nsubj control", "control ROOT control", "Sanaa dobj control"]
    );
    assert_eq!(arcs("The Taliban control post was hit.", &["Taliban"]), ["Taliban compound post"]);
}

#[test]
fn how_long_before_is_no_part_of_what_was_left() {
    assert_eq!(
        arcs("The rebels said they had abandoned the village days earlier.", &["village"]),
        ["village dobj abandoned"]
    );
}

#[test]
fn a_list_of_towns_stays_together() {
    let text = "The Taliban seized the provincial capitals of Kunduz, Sar-e Pul and Taloqan within \
                hours of one another on Sunday.";
    assert_eq!(arcs(text, &["Pul", "Taloqan"]), ["Pul conj Kunduz", "Taloqan conj Pul"]);
}

#[test]
fn what_is_denied_is_the_claim_or_the_deed() {
    let text = "Afghan officials rejected Taliban claims that they had seized Kunduz.";
    assert_eq!(
        arcs(text, &["Taliban", "claims", "seized"]),
        ["Taliban compound claims", "claims dobj rejected", "seized acl claims"]
    );
    let text = "Kurdish officials denied Islamic State had captured Kobani.";
    assert_eq!(
        arcs(text, &["State", "captured"]),
        ["State nsubj captured", "captured ccomp denied"]
    );
}

#[test]
fn a_bearing_is_no_second_object() {
    let text = "Fighters took Sinjar west of Mosul.";
    assert_eq!(arcs(text, &["Sinjar", "west"]), ["Sinjar dobj took", "west advmod Sinjar"]);
    let text = "Rebels captured the town of Sake west of Goma.";
    assert_eq!(arcs(text, &["Sake", "west"]), ["Sake pobj of", "west advmod Sake"]);
}

#[test]
fn a_participle_behind_have_is_a_verb() {
    let text = "Kurdish-led fighters have completely encircled Manbij, cutting the last road.";
    let mut analysis = Pipeline::embedded().analyse(text);
    mend(&mut analysis, &embedded::ontology().lexicon);
    let verb = (0..analysis.len()).find(|&t| analysis.text(t) == "encircled").unwrap();
    assert_eq!((analysis.pos(verb), analysis.lemma(verb)), ("VERB", "encircle"));
    let subject = analysis.child(verb, "nsubj").map(|s| analysis.text(s));
    assert_eq!(subject, Some("fighters"));
}

#[test]
fn a_true_apposition_stays() {
    let text =
        "Rebels took Aleppo, the country's largest city, and said on Monday that they held it.";
    let mut analysis = Pipeline::embedded().analyse(text);
    let before: Vec<_> = analysis.tokens().to_vec();
    mend(&mut analysis, &embedded::ontology().lexicon);
    assert_eq!(before, analysis.tokens());
}

#[test]
fn a_second_town_is_no_second_day() {
    let text = "Rebels captured Zenda on Friday and Strelsau on Sunday.";
    assert_eq!(arcs(text, &["Zenda", "Strelsau"]), ["Zenda dobj captured", "Strelsau conj Zenda"]);
    let text = "Talks were held on Friday and Sunday on the border.";
    assert_eq!(arcs(text, &["Sunday"]), ["Sunday conj Friday"]);
}

#[test]
fn each_of_two_verbs_has_its_town() {
    let text = "The Islamic State hold Tikrit and the Iraqi army holds Baiji.";
    assert_eq!(
        arcs(text, &["Tikrit", "army", "holds", "Baiji"]),
        ["Tikrit dobj hold", "army nsubj holds", "holds conj hold", "Baiji dobj holds"]
    );
}

#[test]
fn a_name_behind_to_is_no_verb() {
    let text = "The Nigerian army lost Gwoza to Boko Haram on Tuesday.";
    assert_eq!(arcs(text, &["to", "Haram"]), ["to prep lost", "Haram pobj to"]);
    let text = "The army moved to capture Gwoza.";
    assert_eq!(arcs(text, &["to"]), ["to aux capture"]);
}

#[test]
fn a_second_toll_is_a_passive_of_its_own() {
    let text = "Three soldiers were killed and five wounded in Bireuen on Thursday.";
    assert_eq!(arcs(text, &["five", "wounded"]), ["five nsubjpass wounded", "wounded conj killed"]);
}

#[test]
fn who_drove_people_out_stands_before_what_had_gone_before() {
    let text = "Rebels seized the village after the army withdrew, forcing 5,000 people to flee.";
    assert_eq!(arcs(text, &["forcing"]), ["forcing advcl seized"]);
}

#[test]
fn what_an_agents_rockets_do_is_the_sentences_verb() {
    let text = "Rockets fired by separatists killed 30 people in Mariupol, the council said.";
    assert_eq!(
        arcs(text, &["Rockets", "fired", "killed"]),
        ["Rockets nsubj killed", "fired acl Rockets", "killed ccomp said"]
    );
}

#[test]
fn initials_that_lead_a_sentence_act() {
    for text in ["FLEC-FAC captured Huambo on Tuesday.", "LAAF captured Sirte on Tuesday."] {
        let got = arcs(text, &["FAC", "LAAF", "captured", "Huambo", "Sirte"]);
        assert_eq!(got.len(), 3, "{got:?}");
        assert!(got[0].ends_with("nsubj captured"), "{got:?}");
        assert_eq!(got[1], "captured ROOT captured");
        assert!(got[2].ends_with("dobj captured"), "{got:?}");
    }
}

#[test]
fn who_was_killed_doing_what_is_the_killings_object() {
    let text = "Mortar bombs killed 16 people queuing for bread in Sarajevo on Wednesday.";
    assert_eq!(arcs(text, &["people", "queuing"]), ["people dobj killed", "queuing acl people"]);
}
