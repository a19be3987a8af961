//! Settings of the ledger: what people lay down for all of it, signed and reasoned.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::engine::{Row, values};
use crate::read::date_of;
use crate::{Ledger, Result};

/// A setting. The newest one of a key holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// What it sets.
    pub key: String,
    /// To what.
    pub value: String,
    /// The reason.
    pub why: String,
    /// Who sets it.
    pub who: String,
    /// On which day.
    pub on: Date,
}

impl Ledger {
    /// The settings whose keys begin so, in the order of their keys.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn settings(&self, prefix: &str) -> Result<Vec<Setting>> {
        let sql = "SELECT key, value, why, who, made_on FROM settings ORDER BY seq";
        let settings = self.engine.rows(sql, values![], setting_of)?;
        let mut newest: BTreeMap<String, Setting> = BTreeMap::new();
        for setting in settings {
            if setting.key.starts_with(prefix) {
                newest.insert(setting.key.clone(), setting);
            }
        }
        Ok(newest.into_values().collect())
    }
}

pub(crate) fn setting_of(row: &Row<'_>) -> Result<Setting> {
    Ok(Setting {
        key: row.get(0)?,
        value: row.get(1)?,
        why: row.get(2)?,
        who: row.get(3)?,
        on: date_of(row.get(4)?).unwrap_or_default(),
    })
}
