//! Many values asked about in a few questions: a question of its own for each of ten thousand reports costs
//! more than their answers.

use crate::engine::Value;

/// Values of one question.
const TOGETHER: usize = 64;

/// Calls `ask` with marks for the values of one question, such as `?, ?, ?`, and those values, until all were
/// asked about. Questions are of two lengths only, so that their plans can be kept: values come twice where
/// they do not fill one.
pub(crate) fn several<E>(
    values: &[&str],
    mut ask: impl FnMut(&str, &[Value<'_>]) -> Result<(), E>,
) -> Result<(), E> {
    for some in values.chunks(TOGETHER) {
        let many = if some.len() == 1 { 1 } else { TOGETHER };
        let marks = vec!["?"; many].join(", ");
        let filled: Vec<Value<'_>> =
            some.iter().copied().cycle().take(many).map(Value::from).collect();
        ask(&marks, &filled)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_asked_about() {
        for count in [0, 1, 2, 63, 64, 65, 200] {
            let names: Vec<String> = (0..count).map(|number| format!("r{number}")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let mut seen = std::collections::BTreeSet::new();
            let told: Result<(), ()> = several(&names, |marks, values| {
                assert_eq!(marks.matches('?').count(), values.len());
                seen.extend(values.iter().map(|value| format!("{value:?}")));
                Ok(())
            });
            assert_eq!(told, Ok(()));
            assert_eq!(seen.len(), count);
        }
    }
}
