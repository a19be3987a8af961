//! SCRAM-SHA-256 (RFC 5802, RFC 7677): how a server is shown that one knows the password without
//! its being sent, and how the server shows that it knew it too.

use std::hash::{BuildHasher, RandomState};

use sha2::{Digest, Sha256};

use super::error::Trouble;

/// The name that servers know it by.
pub(super) const NAME: &str = "SCRAM-SHA-256";

/// Rounds that no honest server goes beyond; more would only keep us busy.
const MOST_ROUNDS: u32 = 1_000_000;

/// The client's side of one exchange.
pub(super) struct Scram {
    password: String,
    nonce: String,
    proof: [u8; 32],
    settled: bool,
}

impl Scram {
    /// Begins an exchange.
    pub(super) fn new(password: &str) -> Scram {
        // The system's randomness, by way of the keys of the standard library's hash tables.
        let nonce: Vec<u8> =
            (0..3u8).flat_map(|round| RandomState::new().hash_one(round).to_le_bytes()).collect();
        Scram::with_nonce(password, encode(&nonce))
    }

    fn with_nonce(password: &str, nonce: String) -> Scram {
        Scram { password: password.to_owned(), nonce, proof: [0; 32], settled: false }
    }

    /// The first message. PostgreSQL knows the user already.
    pub(super) fn first(&self) -> String {
        format!("n,,{}", self.bare())
    }

    fn bare(&self) -> String {
        format!("n=,r={}", self.nonce)
    }

    /// The answer to the server's challenge.
    pub(super) fn answer(&mut self, challenge: &str) -> Result<String, Trouble> {
        self.answer_to(challenge, &self.bare())
    }

    fn answer_to(&mut self, challenge: &str, bare: &str) -> Result<String, Trouble> {
        let field = |name: char| {
            (challenge.split(',')).find_map(|field| field.strip_prefix(name)?.strip_prefix('='))
        };
        let nonce = field('r').filter(|nonce| nonce.starts_with(&self.nonce));
        let nonce = nonce.ok_or(Trouble::Garbled("its challenge is not ours"))?;
        let salt =
            field('s').and_then(decode).ok_or(Trouble::Garbled("its challenge has no salt"))?;
        let rounds = field('i').and_then(|rounds| rounds.parse().ok());
        let rounds = rounds.filter(|rounds| (1..=MOST_ROUNDS).contains(rounds));
        let rounds: u32 = rounds.ok_or(Trouble::Garbled("its challenge has no rounds"))?;

        let salted = stretched(self.password.as_bytes(), &salt, rounds);
        let client = hmac(&salted, b"Client Key");
        let stored: [u8; 32] = Sha256::digest(client).into();
        let without_proof = format!("c=biws,r={nonce}");
        let signed = format!("{bare},{challenge},{without_proof}");
        let signature = hmac(&stored, signed.as_bytes());
        let proof: Vec<u8> = client.iter().zip(signature).map(|(a, b)| a ^ b).collect();
        self.settled = false;
        self.proof = hmac(&hmac(&salted, b"Server Key"), signed.as_bytes());
        Ok(format!("{without_proof},p={}", encode(&proof)))
    }

    /// Whether the server has shown that it knew the password.
    pub(super) fn is_settled(&self) -> bool {
        self.settled
    }

    /// Whether the server knew the password.
    pub(super) fn check(&mut self, last: &str) -> Result<(), Trouble> {
        let proof = last.split(',').find_map(|field| field.strip_prefix("v=")).and_then(decode);
        match proof {
            Some(proof) if proof == self.proof => {
                self.settled = true;
                Ok(())
            }
            _ => Err(Trouble::Refused("the server does not know this user's password".to_owned())),
        }
    }
}

/// HMAC (RFC 2104).
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&Sha256::digest(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let inner = Sha256::new().chain_update(block.map(|byte| byte ^ 0x36)).chain_update(message);
    let outer = Sha256::new().chain_update(block.map(|byte| byte ^ 0x5c));
    outer.chain_update(inner.finalize()).finalize().into()
}

/// PBKDF2 with one block.
fn stretched(password: &[u8], salt: &[u8], rounds: u32) -> [u8; 32] {
    let mut last = hmac(password, &[salt, &1u32.to_be_bytes()].concat());
    let mut all = last;
    for _ in 1..rounds {
        last = hmac(password, &last);
        all.iter_mut().zip(last).for_each(|(sum, byte)| *sum ^= byte);
    }
    all
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64.
fn encode(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, i| bits << 8 | u32::from(*chunk.get(i).unwrap_or(&0)));
        for digit in 0..4 {
            text.push(match digit > chunk.len() {
                true => '=',
                false => char::from(DIGITS[(bits >> (18 - 6 * digit)) as usize & 63]),
            });
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=').bytes();
    let (mut bytes, mut bits, mut held) = (vec![], 0u32, 0);
    for digit in digits {
        bits = bits << 6 | DIGITS.iter().position(|known| *known == digit)? as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_goes_there_and_back() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("n,,", "biws")]
        {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(decode("a b"), None);
    }

    /// RFC 7677, section 3.
    #[test]
    fn the_standard_s_example() {
        let mut scram = Scram::with_nonce("pencil", "rOprNGfwEbeRWgbNEkqO".to_owned());
        let challenge = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,\
            s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
        let answer = scram.answer_to(challenge, "n=user,r=rOprNGfwEbeRWgbNEkqO").unwrap();
        assert!(answer.ends_with(",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="), "{answer}");
        assert!(scram.check("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=").is_ok());
        assert!(scram.check("v=Zm9v").is_err());
        assert!(scram.check("e=invalid-proof").is_err());
        let stolen = "r=another,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
        assert!(scram.answer(stolen).is_err());
    }
}
