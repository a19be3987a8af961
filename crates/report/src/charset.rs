//! Bytes to text: UTF-8 as it is; otherwise the encoding declared or the likeliest one, with a word
//! about it.

use encoding_rs::{Encoding, UTF_8};

use crate::trouble::Trouble;

/// Text decoded, and what a person should know about how.
pub(crate) struct Decoded {
    pub text: String,
    pub remark: Option<Trouble>,
}

/// Decodes text. `declared` is the label of an encoding that the input names.
///
/// Valid UTF-8 is kept byte for byte, a byte order mark included: offsets count from the text as it
/// was given.
pub(crate) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Decoded {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, remark: None },
        Err(error) => error.into_bytes(),
    };
    if let Some((encoding, _)) = Encoding::for_bom(&bytes).filter(|(found, _)| *found != UTF_8) {
        let text = encoding.decode(&bytes).0.into_owned();
        return Decoded { text, remark: None };
    }
    if let Some(encoding) = declared.and_then(|label| Encoding::for_label(label.as_bytes()))
        && encoding != UTF_8
    {
        let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
        return Decoded { text, remark: None };
    }
    let Damage { first, broken, sound } = Damage::of(&bytes);
    let line = 1 + bytes[..first].iter().filter(|&&b| b == b'\n').count() as u64;
    if sound >= broken || bytes.len() < 16 {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let remark = format!("not valid UTF-8; {broken} broken characters replaced by �");
        return Decoded { text, remark: Some(Trouble::at(line, remark)) };
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let text = encoding.decode_without_bom_handling(&bytes).0.into_owned();
    let remark = format!("not valid UTF-8; read as {}", encoding.name());
    Decoded { text, remark: Some(Trouble::at(line, remark)) }
}

/// How far bytes are from UTF-8.
struct Damage {
    /// Offset of the first broken character.
    first: usize,
    /// Broken characters.
    broken: usize,
    /// Characters beyond ASCII that are as they should be.
    sound: usize,
}

impl Damage {
    fn of(bytes: &[u8]) -> Damage {
        let mut damage = Damage { first: bytes.len(), broken: 0, sound: 0 };
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            damage.sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                damage.first = damage.first.min(at);
                damage.broken += 1;
                at += chunk.invalid().len();
            }
        }
        damage
    }
}

/// The encoding that the head of a web page names (`<meta charset=…>`).
pub(crate) fn declared_in_html(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    charset_in(&head[head.find("<meta")?..])
}

/// The `charset=…` of a content type or meta tag.
pub(crate) fn charset_in(value: &str) -> Option<String> {
    let at = value.to_ascii_lowercase().find("charset=")? + "charset=".len();
    let label: String = value[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    Some(label).filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_kept() {
        let decoded = decode("\u{feff}Донецьк\r\n".as_bytes().to_vec(), None);
        assert_eq!(decoded.text, "\u{feff}Донецьк\r\n");
        assert!(decoded.remark.is_none());
    }

    #[test]
    fn a_few_broken_bytes_are_replaced() {
        let decoded =
            decode(b"Troops in Donets\xfft\xe2\x80\x99s suburbs, \xe2\x80\x93 said".to_vec(), None);
        assert_eq!(decoded.text, "Troops in Donets�t’s suburbs, – said");
        assert!(decoded.remark.is_some());
    }

    #[test]
    fn old_encodings_are_guessed() {
        let decoded =
            decode(b"Les forces ont lib\xe9r\xe9 la ville, selon l'arm\xe9e.".to_vec(), None);
        assert_eq!(decoded.text, "Les forces ont libéré la ville, selon l'armée.");
        assert!(decoded.remark.is_some_and(|remark| remark.message.contains("windows-1252")));
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("Військові звільнили місто Ізюм");
        let decoded = decode(bytes.into_owned(), Some("windows-1251"));
        assert_eq!(decoded.text, "Військові звільнили місто Ізюм");
    }

    #[test]
    fn utf16_with_a_mark() {
        let bytes: Vec<u8> = "\u{feff}Kyiv".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(bytes, None).text, "Kyiv");
    }
}
