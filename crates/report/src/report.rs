//! The report: one text with what is known of its publication.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

/// A text with its publisher, publication date and identity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The id as given, else the first 16 hex digits of [`Report::sha256`].
    pub id: String,
    /// The text, verbatim; all spans run over it.
    pub text: String,
    /// Headline, where the input keeps it apart from the text.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Name of the publisher.
    pub publisher: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// BCP 47 language tag, where the input says one.
    pub language: Option<String>,
}

impl Report {
    /// A report of a bare text. The id is derived; see [`Report::derive_id`].
    pub fn new(text: impl Into<String>) -> Self {
        let mut report = Report {
            id: String::new(),
            text: text.into(),
            title: None,
            published: None,
            publisher: None,
            url: None,
            language: None,
        };
        report.derive_id();
        report
    }

    /// SHA-256, in hex, over what makes it the same report: text, title, publication date,
    /// publisher and URL.
    pub fn sha256(&self) -> String {
        let mut hash = Sha256::new();
        let published = self.published.map(|d| d.to_string());
        let parts = [
            Some(&self.text),
            self.title.as_ref(),
            published.as_ref(),
            self.publisher.as_ref(),
            self.url.as_ref(),
        ];
        for part in parts {
            // Absent and empty differ, and no part can run into the next.
            match part {
                Some(part) => {
                    hash.update((part.len() as u64 + 1).to_le_bytes());
                    hash.update(part.as_bytes());
                }
                None => hash.update(0u64.to_le_bytes()),
            }
        }
        let digits = hash.finalize().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])).collect()
    }

    /// Sets the id from the content; call it last, after the fields that [`Report::sha256`] covers.
    pub fn derive_id(&mut self) {
        self.id = self.sha256()[..16].to_owned();
    }
}
