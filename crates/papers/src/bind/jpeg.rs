//! The parts of a JPEG (ITU-T T.81): taken apart to leave out where and with what it was taken.

/// The picture alone: without the notes of camera and programs (place, time, a smaller picture, a film behind the end),
/// with its colours. `None` if it does not end as it should.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend(bytes.get(..2)?);
    let mut at = 2;
    loop {
        // Any number of 0xff may stand before a marker.
        while *bytes.get(at)? == 0xff && *bytes.get(at + 1)? == 0xff {
            at += 1;
        }
        let [0xff, marker] = *bytes.get(at..at + 2)? else {
            return None;
        };
        match marker {
            0xd9 => {
                kept.extend([0xff, 0xd9]);
                return Some(kept);
            }
            0x01 | 0xd0..=0xd7 => {
                kept.extend(bytes.get(at..at + 2)?);
                at += 2;
            }
            _ => {
                let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
                let segment = bytes.get(at..at + 2 + length.max(2))?;
                if is_kept(marker, &segment[4..]) {
                    kept.extend(segment);
                }
                at += segment.len();
                if marker == 0xda {
                    let data = scan(bytes.get(at..)?)?;
                    kept.extend(&bytes[at..at + data]);
                    at += data;
                }
            }
        }
    }
}

/// How long the data of a scan are: up to the next marker that is none of a restart.
fn scan(bytes: &[u8]) -> Option<usize> {
    let next = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    bytes.windows(2).position(next)
}

/// Application segments are left out, but for what decoders need: JFIF, the colour profile, Adobe's transform.
fn is_kept(marker: u8, body: &[u8]) -> bool {
    match marker {
        0xe0 => body.starts_with(b"JFIF\0"),
        0xe2 => body.starts_with(b"ICC_PROFILE\0"),
        0xee => body.starts_with(b"Adobe"),
        0xe1 | 0xe3..=0xed | 0xef | 0xfe => false,
        _ => true,
    }
}
