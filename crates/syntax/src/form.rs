//! Forms: every distinct word seen, with what is known of it. The first of the per-form caches.

use hashbrown::HashTable;

use crate::hash::quick;
use crate::lexeme::{Lexeme, Lexicon};

/// Index of a form in its table.
pub(crate) type FormId = u32;

/// A norm that a tokenizer exception gives; 0 is none.
pub(crate) type NormId = u32;

#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub text: Box<str>,
    pub norm: NormId,
    pub lexeme: Lexeme,
    /// Begins at least one exception that the patterns would cut apart.
    pub begins_phrase: bool,
    /// May be part of a rule of several tokens.
    pub in_sequence: bool,
}

/// The forms of a session. Emptied now and then, so that it stays small.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    index: HashTable<FormId>,
    list: Vec<Form>,
}

impl Forms {
    pub(crate) fn get(&self, id: FormId) -> &Form {
        &self.list[id as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn clear(&mut self) {
        self.index.clear();
        self.list.clear();
    }

    /// The form with this text and norm, made by `make` where it is new.
    pub(crate) fn intern(
        &mut self,
        text: &str,
        norm: NormId,
        make: impl FnOnce() -> Form,
    ) -> FormId {
        let hash = quick(text, norm);
        let list = &self.list;
        let same = |&id: &FormId| {
            let form = &list[id as usize];
            form.norm == norm && *form.text == *text
        };
        if let Some(&id) = self.index.find(hash, same) {
            return id;
        }
        let id = self.list.len() as FormId;
        self.list.push(make());
        let list = &self.list;
        self.index.insert_unique(hash, id, |&id| {
            let form = &list[id as usize];
            quick(&form.text, form.norm)
        });
        id
    }
}

/// A new form without marks.
pub(crate) fn plain(lexicon: &Lexicon, text: &str, norm: NormId, norm_text: Option<&str>) -> Form {
    Form {
        text: text.into(),
        norm,
        lexeme: lexicon.lexeme(text, norm_text),
        begins_phrase: false,
        in_sequence: false,
    }
}
