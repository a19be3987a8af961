//! Keys anew: ledgers before the fourth version keep a place that no gazetteer entry fits by the words that
//! point at it, so that "the village" is one place, whichever village was meant.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use dateline_coding::Claim;
use dateline_place::Place;

use crate::Result;
use crate::engine::{Engine, values};
use crate::key::{fold_name, place_key};

/// A claim's place that goes by another key now.
struct Moved {
    claim: i64,
    /// Whether it is no claim's first place.
    further: bool,
    old: String,
    key: String,
    names: [String; 2],
}

/// Gives claims the keys that their records have now. No record changes, so that the chain holds: the columns
/// repeat what the records say.
pub(crate) fn rekey(engine: &Engine) -> Result<()> {
    let mut moved = vec![];
    for (further, sql) in [
        (
            false,
            "SELECT seq, place, record FROM claims WHERE place >= 'name ' AND place < 'name!'
             UNION ALL SELECT seq, place, record FROM claims
             WHERE place >= 'near name ' AND place < 'near name!'",
        ),
        (
            true,
            "SELECT claims.seq, claim_places.place, claims.record FROM claim_places
             JOIN claims ON claims.seq = claim_places.claim
             WHERE claim_places.place >= 'name ' AND claim_places.place < 'name!'
             OR claim_places.place >= 'near name ' AND claim_places.place < 'near name!'",
        ),
    ] {
        engine.each(sql, values![], |row| -> Result<_> {
            let (claim, old): (i64, String) = (row.get(0)?, row.get(1)?);
            // A record that cannot be read is for `verify` to tell of.
            let Ok(record) = serde_json::from_str::<Claim>(&row.get::<String>(2)?) else {
                return Ok(ControlFlow::Continue(()));
            };
            let places = record.places.iter().enumerate();
            let mut here = places.filter(|(at, _)| (*at > 0) == further).map(|(_, place)| place);
            if let Some(place) = here.find(|place| old_key(place) == old) {
                let (key, names) = (place_key(place), [&place.name, &place.text]);
                if key != old {
                    let names = names.map(|name| fold_name(name));
                    moved.push(Moved { claim, further, old, key, names });
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    if moved.is_empty() {
        return Ok(());
    }
    engine.script(engine.dialect(
        "DROP TRIGGER claims_no_update",
        "ALTER TABLE claims DISABLE TRIGGER only_grows",
    ))?;
    moved.iter().try_for_each(|one| one.go(engine))?;
    engine.script(engine.dialect(
        "CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims
         BEGIN SELECT raise(ABORT, 'the ledger only grows'); END",
        "ALTER TABLE claims ENABLE TRIGGER only_grows",
    ))?;
    for old in moved.iter().map(|one| &one.old).collect::<BTreeSet<_>>() {
        let told = "SELECT place FROM claims WHERE place = ?1
             UNION SELECT place FROM claim_places WHERE place = ?1";
        if engine.row(told, values![old], |row| row.get::<String>(0))?.is_none() {
            engine.run("DELETE FROM place_names WHERE place = ?", values![old])?;
        }
    }
    Ok(())
}

impl Moved {
    fn go(&self, engine: &Engine) -> Result<()> {
        let Moved { claim, old, key, .. } = self;
        if self.further {
            let sql = "DELETE FROM claim_places WHERE place = ? AND claim = ?";
            engine.run(sql, values![old, *claim])?;
            let sql =
                "INSERT INTO claim_places (place, claim) VALUES (?, ?) ON CONFLICT DO NOTHING";
            engine.run(sql, values![key, *claim])?;
        } else {
            engine.run("UPDATE claims SET place = ? WHERE seq = ?", values![key, *claim])?;
        }
        for name in self.names.iter().filter(|name| !name.is_empty()) {
            let sql =
                "INSERT INTO place_names (folded, place) VALUES (?, ?) ON CONFLICT DO NOTHING";
            engine.run(sql, values![name, key])?;
        }
        Ok(())
    }
}

/// The key that a place without an entry had before: by the words that pointed at it.
fn old_key(place: &Place) -> String {
    let words = if place.text.is_empty() { &place.name } else { &place.text };
    place_key(&Place { name: words.clone(), text: words.clone(), ..place.clone() })
}
