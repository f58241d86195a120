//! One-time codes by time (RFC 6238): HMAC-SHA-1, 30 seconds, six digits, as every authenticator app has it.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use motcua_kernel::Instant;
use sha1::Sha1;
use subtle::ConstantTimeEq;

/// Seconds that a code is shown.
const STEP_SECONDS: i64 = 30;
/// Steps by which the phone's clock may be off, either way.
const DRIFT_STEPS: i64 = 1;

/// The step of a moment.
pub(crate) const fn step_at(now: Instant) -> i64 {
    now.as_micros().div_euclid(STEP_SECONDS * 1_000_000)
}

/// The code of a step: six digits.
pub(crate) fn code_of(key: &[u8], step: i64) -> String {
    // HMAC takes keys of every length (RFC 2104 §2).
    let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    // Dynamic truncation, RFC 4226 §5.3; the offset is at most 15 and the digest has 20 bytes.
    let offset = usize::from(digest[19] & 0x0f);
    let word = [
        digest[offset],
        digest[offset + 1],
        digest[offset + 2],
        digest[offset + 3],
    ];
    format!("{:06}", (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000)
}

/// The step whose code was typed, if it is later than `last_step`: the same code never counts twice (RFC 6238 §5.2).
pub(crate) fn step_of(key: &[u8], typed: &str, now: Instant, last_step: i64) -> Option<i64> {
    let digits: String = typed.chars().filter(|sign| !sign.is_whitespace()).take(7).collect();
    let here = step_at(now);
    let mut found = None;
    for step in here - DRIFT_STEPS..=here + DRIFT_STEPS {
        let right: bool = code_of(key, step).as_bytes().ct_eq(digits.as_bytes()).into();
        if right && step > last_step {
            found = Some(step);
        }
    }
    found
}

/// What an authenticator app reads from the QR code.
pub(crate) fn uri(key: &[u8], issuer: &str, login: &str) -> String {
    let (issuer, login) = (percent(issuer), percent(login));
    format!(
        "otpauth://totp/{issuer}:{login}?secret={}&issuer={issuer}&algorithm=SHA1&digits=6&period={STEP_SECONDS}",
        BASE32_NOPAD.encode(key)
    )
}

/// The key in groups of four, for those who type it.
pub(crate) fn shown_key(key: &[u8]) -> String {
    let text = BASE32_NOPAD.encode(key);
    let groups: Vec<&str> = (0..text.len())
        .step_by(4)
        .map(|at| &text[at..(at + 4).min(text.len())])
        .collect();
    groups.join(" ")
}

fn percent(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// RFC 6238, appendix B, the SHA-1 rows, of whose eight digits an app shows the last six.
    #[test]
    fn the_vectors_of_the_rfc_hold() {
        let key = b"12345678901234567890";
        let rows = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ];
        for (seconds, code) in rows {
            assert_eq!(
                code_of(key, step_at(Instant::from_micros(seconds * 1_000_000))),
                code,
                "at {seconds}"
            );
        }
    }

    #[test]
    fn a_code_counts_once_and_not_before_the_last_one() {
        let (key, now) = (b"12345678901234567890", Instant::from_micros(1_790_000_000_000_000));
        let code = code_of(key, step_at(now));
        let step = step_of(key, &code, now, 0).unwrap();
        assert_eq!(step_of(key, &code, now, step), None, "replayed");
        assert_eq!(
            step_of(key, &code_of(key, step - 1), now, step),
            None,
            "older than the last one"
        );
        assert!(step_of(key, &code_of(key, step + 1), now, step).is_some());
    }

    #[test]
    fn a_clock_that_is_half_a_minute_off_does_not_matter_and_a_minute_does() {
        let (key, now) = (b"12345678901234567890", Instant::from_micros(1_790_000_000_000_000));
        for (late, counts) in [(-30, true), (30, true), (-60, false), (60, false)] {
            let code = code_of(key, step_at(now.plus_seconds(late)));
            assert_eq!(step_of(key, &code, now, 0).is_some(), counts, "{late}");
        }
        let spaced = code_of(key, step_at(now));
        assert!(step_of(key, &format!("{} {}", &spaced[..3], &spaced[3..]), now, 0).is_some());
    }

    #[test]
    fn an_app_reads_the_address() {
        let uri = uri(b"12345678901234567890", "Một cửa", "lan.nt@halong");
        assert_eq!(
            uri,
            "otpauth://totp/M%E1%BB%99t%20c%E1%BB%ADa:lan.nt%40halong?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=M%E1%BB%99t%20c%E1%BB%ADa&algorithm=SHA1&digits=6&period=30"
        );
        assert!(shown_key(b"12345678901234567890").starts_with("GEZD GNBV GY3T"));
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_breaks(typed in "\\PC{0,20}") {
            let _ = step_of(b"12345678901234567890", &typed, Instant::from_micros(0), 0);
        }
    }
}
