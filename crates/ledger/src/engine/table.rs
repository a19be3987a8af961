//! Rows of one table, several written with one statement: what SQLite does about a statement costs as much as a
//! short row does.

use super::{Database, Engine, Value};
use crate::Result;

/// Rows of one statement.
const TOGETHER: usize = 16;

/// A table that gets rows of `N` columns, the first of which is the row's number.
pub(crate) struct Table<const N: usize> {
    name: &'static str,
    one: String,
    several: String,
}

impl<const N: usize> Table<N> {
    /// A table by its name and its columns'.
    pub fn new(name: &'static str, columns: [&str; N]) -> Table<N> {
        let marks = ["?"; N];
        let row = format!("({})", marks[1..].join(", "));
        Table {
            name,
            one: format!(
                "INSERT INTO {name} ({}) VALUES ({})",
                columns.join(", "),
                marks.join(", ")
            ),
            // What a statement fails at undoes the transaction. Were the statement alone to be undone, SQLite would
            // put a copy of every page aside before it is changed, as it also does where a statement gives numbers
            // to its rows: so the next numbers are given by SQLite, and looked at afterwards.
            several: format!(
                "INSERT OR ROLLBACK INTO {name} ({}) VALUES {}",
                columns[1..].join(", "),
                vec![row.as_str(); TOGETHER].join(", ")
            ),
        }
    }
}

impl Engine {
    /// Puts rows into a table, whose numbers follow those that are there.
    pub(crate) fn put<'v, const N: usize>(
        &self,
        table: &Table<N>,
        rows: impl IntoIterator<Item = [Value<'v>; N]>,
    ) -> Result<()> {
        let Database::Sqlite(connection) = &self.database else {
            // A server is told of many statements at once anyway.
            return rows.into_iter().try_for_each(|row| self.run(&table.one, &row));
        };
        let mut waiting = Vec::with_capacity(TOGETHER);
        let mut values = Vec::with_capacity(TOGETHER * N);
        for row in rows {
            waiting.push(row);
            if waiting.len() < TOGETHER {
                continue;
            }
            values.clear();
            values.extend(waiting.iter().flat_map(|row| &row[1..]));
            self.run(&table.several, &values)?;
            let last = connection.last_insert_rowid();
            let given = (last - TOGETHER as i64 + 1..).map(Value::Int);
            if !waiting.iter().zip(given).all(|(row, number)| row[0] == number) {
                let name = table.name;
                return Err(self.damaged(format!("its {name} are not numbered one by one")));
            }
            waiting.clear();
        }
        waiting.iter().try_for_each(|row| self.run(&table.one, row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::values;

    /// Numbers of the rows that are there once rows of these numbers were put there.
    fn put(numbers: impl Iterator<Item = i64>) -> Result<Vec<i64>> {
        let engine = Engine::in_memory()?;
        engine.script("CREATE TABLE t (seq INTEGER PRIMARY KEY, double INTEGER) STRICT")?;
        let transaction = engine.transaction()?;
        let table = Table::new("t", ["seq", "double"]);
        engine.put(&table, numbers.map(|number| [number.into(), (2 * number).into()]))?;
        transaction.commit()?;
        let sql = "SELECT seq FROM t WHERE double = 2 * seq ORDER BY seq";
        engine.rows(sql, values![], |row| row.get(0))
    }

    #[test]
    fn rows_get_their_numbers() {
        for count in [0, 1, 15, 16, 17, 32, 50] {
            assert_eq!(put(1..=count).unwrap(), Vec::from_iter(1..=count));
        }
    }

    #[test]
    fn rows_are_never_numbered_otherwise() {
        assert!(put(2..=40).is_err());
        assert!(put((1..=40).filter(|number| *number != 20)).is_err());
    }
}
