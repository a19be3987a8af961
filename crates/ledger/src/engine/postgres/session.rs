//! Statements, answers and transactions over one connection, which is made anew where it broke
//! between two questions.

use std::collections::HashMap;
use std::ops::Range;

use super::address::Address;
use super::error::Trouble;
use super::text::{hex, numbered, stored};
use super::wire::{Wire, bytes, said, text};
use crate::engine::Value;

/// Rows that a long answer is fetched by.
const AT_A_TIME: u32 = 500;
/// What may be sent before the server's answers are read: they wait in buffers that are not endless.
const UNREAD_BYTES: usize = 1 << 16;
const UNREAD_STATEMENTS: usize = 256;

/// Who writes holds this lock until the transaction ends, so that the chain has one end. The first
/// number is "DTLN"; a database may hold a ledger in each of its schemas.
const LOCK: &str =
    "SELECT pg_advisory_xact_lock(1146899534, hashtext(coalesce(current_schema()::text, '')))";

/// What every connection begins with.
const PRELUDE: &str = "SET lock_timeout = 20000; SET bytea_output = hex; SET extra_float_digits = 1; \
    SET standard_conforming_strings = on; SET client_min_messages = warning";
const READ_ONLY: &str = "SET default_transaction_read_only = on";

/// A row as it came.
pub(in crate::engine) struct Row {
    body: Vec<u8>,
    cells: Vec<Option<Range<usize>>>,
}

impl Row {
    fn read(body: Vec<u8>) -> Result<Row, Trouble> {
        let cells = (|| {
            let (count, mut rest) = body.split_first_chunk::<2>()?;
            let mut at = 2;
            let mut cells = Vec::with_capacity(usize::from(u16::from_be_bytes(*count)));
            for _ in 0..u16::from_be_bytes(*count) {
                let (length, after) = rest.split_first_chunk::<4>()?;
                at += 4;
                rest = after;
                let Ok(length) = usize::try_from(i32::from_be_bytes(*length)) else {
                    cells.push(None);
                    continue;
                };
                rest = rest.get(length..)?;
                cells.push(Some(at..at + length));
                at += length;
            }
            Some(cells)
        })();
        let cells = cells.ok_or(Trouble::Garbled("a row that ends too early"))?;
        Ok(Row { body, cells })
    }

    /// A column: nothing where there is none such, `Some(None)` where it is null.
    pub(in crate::engine) fn cell(&self, index: usize) -> Option<Option<&[u8]>> {
        Some(match self.cells.get(index)? {
            None => None,
            Some(range) => Some(self.body.get(range.clone())?),
        })
    }
}

/// A long answer that is being fetched.
pub(in crate::engine) struct Stream {
    portal: String,
}

/// What the server answered up to the point where it was ready again.
#[derive(Default)]
struct Answer {
    rows: Vec<Row>,
    /// Whether there are more.
    more: bool,
    /// What was done, such as "COMMIT".
    done: Vec<u8>,
}

/// A connection to a server.
pub(in crate::engine) struct Session {
    address: Address,
    wire: Option<Wire>,
    read_only: bool,
    /// Numbers of the statements that the server has prepared; they are never given twice.
    prepared: HashMap<String, u32>,
    numbers: u32,
    /// Statements sent whose answers were not read yet.
    unread: usize,
    /// Whether a transaction that writes is open.
    writing: bool,
    /// Long answers that are open; the first one's transaction ends with the last one.
    streams: u32,
    streams_own: bool,
}

impl Session {
    /// Reaches the server.
    pub(in crate::engine) fn open(url: &str) -> Result<Session, Trouble> {
        let mut session = Session {
            address: Address::parse(url, |name| std::env::var(name).ok())?,
            wire: None,
            read_only: false,
            prepared: HashMap::new(),
            numbers: 0,
            unread: 0,
            writing: false,
            streams: 0,
            streams_own: false,
        };
        session.wire()?;
        Ok(session)
    }

    /// From now on nothing is written.
    pub(in crate::engine) fn only_read(&mut self) -> Result<(), Trouble> {
        self.read_only = true;
        self.script(READ_ONLY)
    }

    /// The rows that answer a question.
    pub(in crate::engine) fn ask(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
    ) -> Result<Vec<Row>, Trouble> {
        let answer = self.again_if_broken(|session| {
            session.put(sql, values, "", true)?;
            session.settle()
        })?;
        Ok(answer.rows)
    }

    /// Runs a statement. Inside a transaction its answer is not waited for.
    pub(in crate::engine) fn run(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
    ) -> Result<(), Trouble> {
        self.put(sql, values, "", true)?;
        self.unread += 1;
        let waiting = self.wire()?.waiting();
        if !self.writing || waiting >= UNREAD_BYTES || self.unread >= UNREAD_STATEMENTS {
            self.settle()?;
        }
        Ok(())
    }

    /// Runs statements without values.
    pub(in crate::engine) fn script(&mut self, sql: &str) -> Result<(), Trouble> {
        self.again_if_broken(|session| session.simple(sql)).map(|_| ())
    }

    fn simple(&mut self, sql: &str) -> Result<Answer, Trouble> {
        self.wire()?.message(b'Q', |out| text(out, sql));
        self.read()
    }

    /// Makes last what was written since [`Session::begin`].
    pub(in crate::engine) fn commit(&mut self) -> Result<(), Trouble> {
        // What was not answered yet may have failed. Nothing is tried twice here: a new connection
        // would commit nothing, and say so with the same word.
        self.settle()?;
        let answer = self.simple("COMMIT")?;
        self.writing = false;
        // A transaction in which something failed is undone by a COMMIT, and without an error.
        if answer.done == b"COMMIT" {
            return Ok(());
        }
        let message = "the transaction had failed before".to_owned();
        Err(Trouble::Said { code: String::new(), message })
    }

    /// Undoes what was written since [`Session::begin`].
    pub(in crate::engine) fn rollback(&mut self) {
        if self.wire.is_some() {
            let _ = self.settle();
        }
        if self.wire.is_some() {
            let _ = self.simple("ROLLBACK");
        }
        self.writing = false;
    }

    /// Begins a transaction that writes, once nobody else does.
    pub(in crate::engine) fn begin(&mut self) -> Result<(), Trouble> {
        self.script("BEGIN ISOLATION LEVEL READ COMMITTED")?;
        self.writing = true;
        let locked = self.ask(LOCK, &[]);
        if locked.is_err() {
            self.rollback();
        }
        locked.map(|_| ())
    }

    /// Begins a long answer: all of it as of one instant, while other questions may be asked.
    pub(in crate::engine) fn stream(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
    ) -> Result<Stream, Trouble> {
        if !self.writing && self.streams == 0 {
            self.script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
            self.streams_own = true;
        }
        self.streams += 1;
        let portal = format!("p{}", self.streams);
        let put = self.put(sql, values, &portal, false);
        let stream = Stream { portal };
        match put.and_then(|()| self.settle()) {
            Ok(_) => Ok(stream),
            Err(error) => {
                let _ = self.close(stream);
                Err(error)
            }
        }
    }

    /// The next rows of a long answer, and whether there are more.
    pub(in crate::engine) fn fetch(
        &mut self,
        stream: &Stream,
    ) -> Result<(Vec<Row>, bool), Trouble> {
        self.wire()?.message(b'E', |out| {
            text(out, &stream.portal);
            out.extend(AT_A_TIME.to_be_bytes());
        });
        let answer = self.settle()?;
        Ok((answer.rows, answer.more))
    }

    /// Ends a long answer.
    pub(in crate::engine) fn close(&mut self, stream: Stream) -> Result<(), Trouble> {
        self.streams = self.streams.saturating_sub(1);
        if self.streams == 0 && std::mem::take(&mut self.streams_own) {
            // With its transaction, which wrote nothing, all that belongs to it goes.
            return self.script("ROLLBACK");
        }
        self.wire()?.message(b'C', |out| {
            out.push(b'P');
            text(out, &stream.portal);
        });
        self.settle().map(|_| ())
    }

    /// The connection, made where there is none.
    fn wire(&mut self) -> Result<&mut Wire, Trouble> {
        if self.wire.is_none() {
            if self.writing || self.streams > 0 {
                // What was begun on the broken one is undone by the server.
                return Err(std::io::Error::from(std::io::ErrorKind::ConnectionAborted).into());
            }
            self.prepared.clear();
            self.unread = 0;
            self.wire = Some(Wire::open(&self.address)?);
            let prelude = match self.read_only {
                true => format!("{PRELUDE}; {READ_ONLY}"),
                false => PRELUDE.to_owned(),
            };
            self.simple(&prelude)?;
        }
        self.wire.as_mut().ok_or(Trouble::Garbled("no connection"))
    }

    /// Does something that a broken connection may not have seen to its end; where nothing hangs on
    /// that connection, it is done again on a new one.
    fn again_if_broken<T>(
        &mut self,
        work: impl Fn(&mut Session) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        let lasting = self.wire.is_none() || self.writing || self.streams > 0;
        match work(self) {
            Err(Trouble::Broken(_)) if !lasting => work(self),
            done => done,
        }
    }

    /// Adds a statement to what is sent next: prepared where it is new, bound, and run.
    fn put(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        portal: &str,
        run: bool,
    ) -> Result<(), Trouble> {
        self.wire()?;
        let Session { wire: Some(wire), prepared, numbers, .. } = self else {
            return Err(Trouble::Garbled("no connection"));
        };
        let number = match prepared.get(sql) {
            Some(number) => *number,
            None => {
                *numbers += 1;
                wire.message(b'P', |out| {
                    text(out, &format!("s{numbers}"));
                    text(out, &numbered(sql));
                    out.extend([0; 2]);
                });
                prepared.insert(sql.to_owned(), *numbers);
                *numbers
            }
        };
        wire.message(b'B', |out| {
            text(out, portal);
            text(out, &format!("s{number}"));
            out.extend([0; 2]);
            out.extend((values.len() as u16).to_be_bytes());
            for value in values {
                match value {
                    Value::Null => bytes(out, None),
                    Value::Int(number) => bytes(out, Some(number.to_string().as_bytes())),
                    Value::Real(number) => bytes(out, Some(number.to_string().as_bytes())),
                    Value::Text(text) => bytes(out, Some(stored(text).as_bytes())),
                    Value::Bytes(raw) => bytes(out, Some(&hex(raw))),
                }
            }
            out.extend([0; 2]);
        });
        if run {
            wire.message(b'E', |out| {
                text(out, portal);
                out.extend([0; 4]);
            });
        }
        Ok(())
    }

    /// Sends what waits and reads all answers.
    fn settle(&mut self) -> Result<Answer, Trouble> {
        self.wire()?.message(b'S', |_| {});
        self.read()
    }

    fn read(&mut self) -> Result<Answer, Trouble> {
        self.unread = 0;
        let read = self.wire.as_mut().map_or(Err(Trouble::Garbled("no connection")), answer);
        match read {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(refused)) => {
                // Statements after the one that failed were never prepared.
                self.prepared.clear();
                Err(refused)
            }
            Err(broken) => {
                self.wire = None;
                Err(broken)
            }
        }
    }
}

/// Sends what waits and reads until the server is ready again: what it said, or what it refused.
fn answer(wire: &mut Wire) -> Result<Result<Answer, Trouble>, Trouble> {
    wire.send()?;
    let (mut answer, mut refused) = (Answer::default(), None);
    loop {
        let message = wire.receive()?;
        match message.tag {
            b'D' => answer.rows.push(Row::read(message.body)?),
            b's' => answer.more = true,
            b'C' => {
                answer.done = message.body;
                answer.done.pop();
            }
            b'E' => {
                let error = said(&message.body);
                refused.get_or_insert(error);
            }
            b'Z' => return Ok(refused.map_or(Ok(answer), Err)),
            // Prepared, bound, closed, described, noticed, told of a setting.
            b'1' | b'2' | b'3' | b'n' | b't' | b'T' | b'N' | b'S' | b'A' | b'I' => {}
            _ => return Err(Trouble::Garbled("an answer of an unknown kind")),
        }
    }
}
