//! Horizons: after how many days without word what is known of a war is old. 120 where nothing is set; a
//! setting of the ledger, for all of it or for the countries of a war.

use std::collections::BTreeMap;

use dateline_ledger::Ledger;
use dateline_place::Gazetteer;
use jiff::civil::Date;
use serde::Serialize;

use crate::verdict::Signed;
use crate::{DeskError, Result};

/// The key of the setting, and before the country in the key of a country's.
const KEY: &str = "horizon";

/// A horizon that somebody set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Horizon {
    /// After so many days.
    pub days: i32,
    /// Why.
    pub why: String,
    /// Who set it.
    pub who: String,
    /// On which day.
    pub on: Date,
}

/// The horizons that were set, by country; the one without a country holds for all others.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn horizons(ledger: &Ledger) -> Result<BTreeMap<Option<String>, Horizon>> {
    let mut set = BTreeMap::new();
    for setting in ledger.settings(KEY)? {
        let country = match setting.key.strip_prefix(KEY) {
            Some("") => None,
            Some(rest) => rest.strip_prefix('.').map(str::to_owned),
            None => continue,
        };
        // One that was dropped says nothing.
        if let Ok(days) = setting.value.parse() {
            set.insert(
                country,
                Horizon { days, why: setting.why, who: setting.who, on: setting.on },
            );
        }
    }
    Ok(set)
}

/// Sets the horizon of some countries, or of all that have none of their own; none drops it.
///
/// # Errors
/// Where a country is none, or the ledger cannot be written.
pub fn set_horizon(
    ledger: &mut Ledger,
    countries: &[String],
    days: Option<i32>,
    signed: Signed<'_>,
) -> Result<()> {
    if signed.why.trim().is_empty() {
        return Err(DeskError::Usage("a setting needs its reason: --why TEXT".to_owned()));
    }
    if days.is_some_and(|days| days < 1) {
        return Err(DeskError::Usage("a horizon is at least a day".to_owned()));
    }
    let gazetteer = Gazetteer::embedded();
    for country in countries {
        if gazetteer.country(country).is_none() {
            return Err(DeskError::NotFound(format!(
                "\"{country}\" is no country: two capital letters, such as those after a town's name"
            )));
        }
    }
    let value = days.map_or_else(|| "null".to_owned(), |days| days.to_string());
    let keys: Vec<String> = match countries {
        [] => vec![KEY.to_owned()],
        some => some.iter().map(|country| format!("{KEY}.{country}")).collect(),
    };
    for key in keys {
        ledger.set(&key, &value, signed.why, signed.who, signed.on)?;
    }
    Ok(())
}
