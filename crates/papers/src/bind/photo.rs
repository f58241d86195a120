//! A photograph as one page of A4.

use super::join::write;
use super::jpeg;
use crate::{Bound, Unfit};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, Stream, dictionary};
use std::io::Cursor;

/// Points of a photograph at most: twelve thousand by eight thousand, 300 MB while it is open.
const MOST_PIXELS: u64 = 100_000_000;
/// A photograph up to this side and weight is kept as it was taken.
const KEPT_SIDE: u32 = 4_100;
const KEPT_BYTES: usize = 5 * 1024 * 1024;
/// The longer side of one that is made smaller: A4 at 300 dots an inch.
const SIDE: u32 = 3_508;
const QUALITY: u8 = 85;

/// A4 in points, upright, and the white around.
const PAPER: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 18.0;

/// What goes onto the page.
struct Picture {
    jpeg: Vec<u8>,
    width: u32,
    height: u32,
    grey: bool,
    turn: Orientation,
}

/// The photograph on its page. It is decoded whole, so that what comes out is known to open.
pub(super) fn page(bytes: &[u8]) -> Result<Bound, Unfit> {
    let picture = read(bytes)?;
    Ok(Bound {
        pdf: draw(picture)?,
        pages: 1,
    })
}

fn read(bytes: &[u8]) -> Result<Picture, Unfit> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|_| Unfit::Broken)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(4 * MOST_PIXELS);
    reader.limits(limits);
    let is_jpeg = reader.format() == Some(ImageFormat::Jpeg);
    let mut decoder = reader.into_decoder().map_err(told)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unfit::TooManyPixels);
    }
    // What cannot be read of a note about the way up is no reason to refuse a photograph.
    let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let opened = DynamicImage::from_decoder(decoder).map_err(told)?;
    let bare = if is_jpeg {
        // A photograph that was cut off on its way decodes, with grey below: it has no end.
        Some(jpeg::bare(bytes).ok_or(Unfit::Broken)?)
    } else {
        None
    };
    let plain = matches!(opened, DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_));
    let small = width.max(height) <= KEPT_SIDE;
    if let Some(jpeg) = bare.filter(|jpeg| plain && small && jpeg.len() <= KEPT_BYTES && is_three_or_one(jpeg)) {
        let grey = matches!(opened, DynamicImage::ImageLuma8(_));
        return Ok(Picture {
            jpeg,
            width,
            height,
            grey,
            turn,
        });
    }
    again(opened, turn, small)
}

/// The same photograph written anew: what shines through stands on white, and it is made smaller where it is large.
fn again(opened: DynamicImage, turn: Orientation, small: bool) -> Result<Picture, Unfit> {
    let opened = if small {
        opened
    } else {
        opened.resize(SIDE, SIDE, FilterType::Triangle)
    };
    let opened = match opened {
        DynamicImage::ImageLuma8(grey) => DynamicImage::ImageLuma8(grey),
        other if other.color().has_alpha() => DynamicImage::ImageRgb8(on_white(&other)),
        other => DynamicImage::ImageRgb8(other.into_rgb8()),
    };
    let mut jpeg = Vec::new();
    opened
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))
        .map_err(|_| Unfit::Broken)?;
    Ok(Picture {
        jpeg,
        width: opened.width(),
        height: opened.height(),
        grey: matches!(opened, DynamicImage::ImageLuma8(_)),
        turn,
    })
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    let from = picture.to_rgba8();
    RgbImage::from_fn(from.width(), from.height(), |x, y| {
        let [red, green, blue, alpha] = from.get_pixel(x, y).0;
        let over = |colour: u8| {
            let (colour, alpha) = (u16::from(colour), u16::from(alpha));
            // Between the two, so never over 255.
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

/// Whether the frame has one or three colours; four are a printer's, and their order is guessed differently.
fn is_three_or_one(jpeg: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = jpeg.get(at..at + 4) {
        if matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) {
            // Baseline, extended or progressive by Huffman, 8 bits: what PDF readers know.
            let known = matches!(marker, 0xc0..=0xc2) && jpeg.get(at + 4) == Some(&8);
            return known && matches!(jpeg.get(at + 9), Some(1 | 3));
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low])).max(2);
    }
    false
}

fn told(error: ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::TooManyPixels,
        _ => Unfit::Broken,
    }
}

/// Whether width and height change places.
const fn is_sideways(turn: Orientation) -> bool {
    matches!(
        turn,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

/// Where the corners of the picture go: the matrix that lays its unit square into a box (`left`, `below`, `width`,
/// `height`) the way up that the camera noted.
pub(super) const fn laid(turn: Orientation, (x, y, w, h): (f32, f32, f32, f32)) -> [f32; 6] {
    match turn {
        Orientation::NoTransforms => [w, 0.0, 0.0, h, x, y],
        Orientation::Rotate90 => [0.0, -h, w, 0.0, x, y + h],
        Orientation::Rotate180 => [-w, 0.0, 0.0, -h, x + w, y + h],
        Orientation::Rotate270 => [0.0, h, -w, 0.0, x + w, y],
        Orientation::FlipHorizontal => [-w, 0.0, 0.0, h, x + w, y],
        Orientation::FlipVertical => [w, 0.0, 0.0, -h, x, y + h],
        Orientation::Rotate90FlipH => [0.0, -h, -w, 0.0, x + w, y + h],
        Orientation::Rotate270FlipH => [0.0, h, w, 0.0, x, y],
    }
}

#[expect(clippy::cast_precision_loss, reason = "sides of pictures are far below 2^24")]
fn draw(picture: Picture) -> Result<Vec<u8>, Unfit> {
    let (mut width, mut height) = (picture.width as f32, picture.height as f32);
    if is_sideways(picture.turn) {
        (width, height) = (height, width);
    }
    let (across, down) = if width > height { (PAPER.1, PAPER.0) } else { PAPER };
    let scale = ((across - 2.0 * MARGIN) / width).min((down - 2.0 * MARGIN) / height);
    let (w, h) = (width * scale, height * scale);
    let matrix = laid(picture.turn, ((across - w) / 2.0, (down - h) / 2.0, w, h));

    let mut file = Document::with_version("1.7");
    let pages = file.new_object_id();
    let colours: &[u8] = if picture.grey { b"DeviceGray" } else { b"DeviceRGB" };
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image",
        "Width" => i64::from(picture.width), "Height" => i64::from(picture.height),
        "ColorSpace" => Object::Name(colours.to_vec()),
        "BitsPerComponent" => 8, "Filter" => "DCTDecode",
    };
    let image = file.add_object(Stream::new(image, picture.jpeg));
    let content = Content {
        operations: vec![
            Operation::new("q", Vec::new()),
            Operation::new("cm", matrix.map(Object::Real).to_vec()),
            Operation::new("Do", vec![Object::Name(b"P".to_vec())]),
            Operation::new("Q", Vec::new()),
        ],
    };
    let content = content.encode().map_err(|_| Unfit::Broken)?;
    let content = file.add_object(Stream::new(dictionary! {}, content));
    let page = file.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages,
        "MediaBox" => vec![0.into(), 0.into(), Object::Real(across), Object::Real(down)],
        "Resources" => dictionary! { "XObject" => dictionary! { "P" => image } },
        "Contents" => content,
    });
    write(file, pages, &[page])
}
