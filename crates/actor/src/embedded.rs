//! The registry that the program carries: the files of `actors/` and `sources/`, listed by the
//! build script.

use std::sync::OnceLock;

use crate::load;
use crate::registry::Registry;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

pub(crate) fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| load::load(FILES).0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_no_mistakes() {
        if let Err(errors) = Registry::from_files(FILES) {
            let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{} mistakes:\n{}", all.len(), all.join("\n"));
        }
    }
}
